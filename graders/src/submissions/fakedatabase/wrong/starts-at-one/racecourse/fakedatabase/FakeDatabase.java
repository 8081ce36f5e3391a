package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicInteger;

public class FakeDatabase {
    private final AtomicInteger value = new AtomicInteger(1);

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value.incrementAndGet();
    }

    public int value() {
        return value.get();
    }
}
