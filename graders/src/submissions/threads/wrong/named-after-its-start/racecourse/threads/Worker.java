package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final CountDownLatch begun = new CountDownLatch(1);
    private Object value;
    private ExecutionException failure;

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        begun.countDown();
        try {
            value = task.call();
        } catch (Throwable e) {
            failure = new ExecutionException(e);
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        if (Thread.currentThread() == this) {
            throw new IllegalStateException("A worker cannot wait for itself.");
        }
        begun.await();
        join();
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
