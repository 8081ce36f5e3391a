package racecourse.fakedatabase;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public class FakeDatabase {
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private int value; // only touched by the owner's thread

    public void update(String name) {
        waitFor(owner.submit(() -> {
            int copy = value;
            copy++;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy;
            return null;
        }));
    }

    public int value() {
        return waitFor(owner.submit(() -> value));
    }

    private static <T> T waitFor(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
