package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final FutureTask<?> future;

    public Worker(String name, Callable<?> task) {
        this(name, new FutureTask<>(task));
    }

    private Worker(String name, FutureTask<?> future) {
        super(future, name);
        this.future = future;
    }

    public Object result() throws InterruptedException, ExecutionException {
        return future.get();
    }
}
