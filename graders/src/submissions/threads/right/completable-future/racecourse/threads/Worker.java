package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

public class Worker extends Thread {
    private final Callable<?> task;
    private final CompletableFuture<Object> answer = new CompletableFuture<>();

    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = task;
    }

    @Override
    public void run() {
        try {
            answer.complete(task.call());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        return answer.get();
    }
}
