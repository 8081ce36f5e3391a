package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private Object value;
    private Throwable failure;

    public Worker(String name, Callable<?> task) {
        super(name);
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
        synchronized (this) {
            this.value = value;
            this.failure = failure;
            notifyAll();
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        synchronized (this) {
            while (value == null && failure == null) {
                wait();
            }
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            return value;
        }
    }
}
