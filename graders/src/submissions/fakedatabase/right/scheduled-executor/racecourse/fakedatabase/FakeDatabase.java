package racecourse.fakedatabase;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

public class FakeDatabase {
    private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "database");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int value;

    public void update(String name) {
        Future<?> done = owner.schedule(() -> {
            value = value + 1;
        }, 100, TimeUnit.MILLISECONDS);
        try {
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it will still be written
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public int value() {
        return value;
    }
}
