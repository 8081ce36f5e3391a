package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

public class FakeDatabase {
    private static final AtomicIntegerFieldUpdater<FakeDatabase> VALUE =
            AtomicIntegerFieldUpdater.newUpdater(FakeDatabase.class, "value");

    private volatile int value;

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        VALUE.incrementAndGet(this);
    }

    public int value() {
        return value;
    }
}
