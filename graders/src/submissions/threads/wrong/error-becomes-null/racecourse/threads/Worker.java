package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private Object value;
    private Throwable failure;
    private final CountDownLatch ended = new CountDownLatch(1);

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        try {
            value = task.call();
        } catch (Exception e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        ended.await();
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return value;
    }
}
