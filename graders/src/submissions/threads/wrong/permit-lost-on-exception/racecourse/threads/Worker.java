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
    private final Semaphore ready = new Semaphore(0);
    private Object value;
    private Throwable thrown;
    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }
    @Override
    public void run() {
        try { value = task.call(); } catch (Throwable t) { thrown = t; }
        ready.release();
    }
    public Object result() throws InterruptedException, ExecutionException {
        ready.acquire();
        if (thrown != null) throw new ExecutionException(thrown);
        ready.release();
        return value;
    }

}
