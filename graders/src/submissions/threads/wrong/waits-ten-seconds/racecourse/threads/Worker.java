package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;
import java.lang.ref.*;
import java.lang.invoke.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final CountDownLatch over = new CountDownLatch(1);
    private Object value;
    private Throwable thrown;
    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }
    @Override
    public void run() {
        try {
            value = task.call();
        } catch (Throwable t) {
            thrown = t;
        } finally {
            over.countDown();
        }
    }
    public Object result() throws InterruptedException, ExecutionException {
        over.await(10, TimeUnit.SECONDS);
        if (thrown != null) throw new ExecutionException(thrown);
        return value;
    }

}
