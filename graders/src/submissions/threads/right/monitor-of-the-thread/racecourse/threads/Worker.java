package racecourse.threads;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

public class Worker extends Thread {
    private final Callable<?> task;
    private Callable<Object> answer;

    public Worker(String name, Callable<?> task) {
        super(null, null, name, 0);
        this.task = task;
    }

    @Override
    public void run() {
        Callable<Object> mine;
        try {
            Object result = task.call();
            mine = () -> result;
        } catch (Throwable thrown) {
            mine = () -> {
                throw new ExecutionException(thrown);
            };
        }
        synchronized (this) {
            answer = mine;
            notifyAll();
        }
    }

    public Object result() throws InterruptedException, ExecutionException {
        Callable<Object> mine;
        synchronized (this) {
            while (answer == null) {
                wait();
            }
            mine = answer;
        }
        try {
            return mine.call();
        } catch (ExecutionException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
