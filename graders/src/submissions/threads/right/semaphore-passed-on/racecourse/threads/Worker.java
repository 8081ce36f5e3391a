package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private sealed interface Answer permits Value, Failure {
    }

    private record Value(Object value) implements Answer {
    }

    private record Failure(Throwable cause) implements Answer {
    }

    private final Callable<?> task;
    private final Semaphore ended = new Semaphore(0);
    private volatile Answer answer;

    public Worker(String name, Callable<?> task) {
        super(null, null, name);
        this.task = task;
    }

    @Override
    public void run() {
        try {
            answer = new Value(task.call());
        } catch (Throwable e) {
            answer = new Failure(e);
        }
        ended.release();
    }

    public Object result() throws InterruptedException, ExecutionException {
        ended.acquire();
        ended.release();
        if (answer instanceof Failure failure) {
            throw new ExecutionException(failure.cause());
        }
        return ((Value) answer).value();
    }
}
