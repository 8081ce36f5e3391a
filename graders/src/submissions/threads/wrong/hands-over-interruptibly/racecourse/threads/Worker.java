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
    private final BlockingQueue<Object[]> box = new ArrayBlockingQueue<>(1);
    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }
    @Override
    public void run() {
        Object[] a = new Object[2];
        try { a[0] = task.call(); } catch (Throwable t) { a[1] = t; }
        try { box.put(a); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
    }
    public Object result() throws InterruptedException, ExecutionException {
        Object[] a = box.take();
        box.put(a);
        if (a[1] != null) throw new ExecutionException((Throwable) a[1]);
        return a[0];
    }

}
