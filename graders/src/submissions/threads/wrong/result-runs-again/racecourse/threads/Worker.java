package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final CountDownLatch begun = new CountDownLatch(1);

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        begun.countDown();
    }

    public Object result() throws InterruptedException, ExecutionException {
        begun.await();
        try {
            return task.call();
        } catch (Throwable e) {
            throw new ExecutionException(e);
        }
    }
}
