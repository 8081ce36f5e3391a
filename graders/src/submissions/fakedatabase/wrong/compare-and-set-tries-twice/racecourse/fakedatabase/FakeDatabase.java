package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicInteger;

public class FakeDatabase {
    private final AtomicInteger value = new AtomicInteger();

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int copy = value.get();
        for (int attempt = 0; attempt < 2; attempt++) {
            if (value.compareAndSet(copy, copy + 1)) {
                return;
            }
            copy = value.get();
        }
    }

    public int value() {
        return value.get();
    }
}
