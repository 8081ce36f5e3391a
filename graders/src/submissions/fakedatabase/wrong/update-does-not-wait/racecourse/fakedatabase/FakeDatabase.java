package racecourse.fakedatabase;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

public class FakeDatabase {
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private final AtomicInteger value = new AtomicInteger();

    public void update(String name) {
        owner.submit(() -> {
            int copy = value.get();
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value.set(copy + 1);
        });
    }

    public int value() {
        return value.get();
    }
}
