package racecourse.threads;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread that runs one task and keeps what came of it. */
public class Worker extends Thread {
    private final FutureTask<Object> task;

    /** A worker that has not been started yet. */
    public Worker(String name, Callable<?> task) {
        super(name);
        this.task = new FutureTask<>(task::call);
    }

    /** Runs the task; the future keeps the result, or whatever was thrown. */
    @Override
    public void run() {
        task.run();
    }

    /**
     * The task's result. A future is not done before it has run, so this also waits for a worker
     * that has not been started; {@code join()} would not.
     */
    public Object result() throws InterruptedException, ExecutionException {
        return task.get();
    }
}
