package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicInteger;

public class FakeDatabase {
    private final AtomicInteger value = new AtomicInteger();

    public void update(String name) {
        int copy;
        do {
            copy = value.get();
            sleepQuietly();
        } while (!value.compareAndSet(copy, copy + 1));
    }

    private void sleepQuietly() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value.get();
    }
}
