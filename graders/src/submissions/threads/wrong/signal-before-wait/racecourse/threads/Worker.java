package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private volatile Object value;
    private volatile Throwable failure;
    private final Object lock = new Object();

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        try {
            value = task.call();
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (lock) {
            lock.notifyAll();
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        synchronized (lock) {
            lock.wait();
        }
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return value;
    }
}
