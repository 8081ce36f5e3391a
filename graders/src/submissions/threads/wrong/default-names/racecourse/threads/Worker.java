package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final FutureTask<Object> future;

    public Worker(String name, Callable<?> task) {
        super(name);
        future = new FutureTask<>(() -> task.call());
    }

    @Override
    public void run() {
        future.run();
    }

    public Object result() throws InterruptedException, ExecutionException {
        return future.get();
    }
}
