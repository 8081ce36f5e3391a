package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicInteger;

public class FakeDatabase {
    private final AtomicInteger value = new AtomicInteger();

    public void update(String name) {
        int copy = value.get();
        copy++;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value.set(copy);
    }

    public int value() {
        return value.get();
    }
}
