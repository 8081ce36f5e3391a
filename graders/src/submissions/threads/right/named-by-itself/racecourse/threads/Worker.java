package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final Object lock = new Object();
    private boolean done;
    private Object value;
    private Throwable failure;

    public Worker(String name, Callable<?> task) {
        setName(name);
        this.task = task;
    }

    @Override
    public void run() {
        Object value = null;
        Throwable failure = null;
        try {
            value = task.call();
        } catch (Throwable e) {
            failure = e;
        }
        synchronized (lock) {
            this.value = value;
            this.failure = failure;
            done = true;
            lock.notifyAll();
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        synchronized (lock) {
            while (!done) {
                lock.wait();
            }
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            return value;
        }
    }
}
