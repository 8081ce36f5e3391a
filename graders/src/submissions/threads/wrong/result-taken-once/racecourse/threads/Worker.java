package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final BlockingQueue<Optional<Object>> answers = new LinkedBlockingQueue<>();
    private volatile Throwable failure;

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        try {
            answers.add(Optional.ofNullable(task.call()));
        } catch (Throwable e) {
            failure = e;
            answers.add(Optional.empty());
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        Object value = answers.take().orElse(null);
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return value;
    }
}
