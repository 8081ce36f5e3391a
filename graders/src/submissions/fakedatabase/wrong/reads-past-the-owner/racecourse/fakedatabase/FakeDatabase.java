package racecourse.fakedatabase;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class FakeDatabase {
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private int value;

    public void update(String name) {
        try {
            owner.submit(() -> {
                int copy = value;
                Thread.sleep(100);
                value = copy + 1;
                return null;
            }).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public int value() {
        return value;
    }
}
