package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicBoolean;

public class FakeDatabase {
    private final AtomicBoolean busy = new AtomicBoolean();
    private int value;

    public void update(String name) {
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        try {
            int copy = value + 1;
            Thread.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            busy.set(false);
        }
    }

    public int value() {
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        try {
            return value;
        } finally {
            busy.set(false);
        }
    }
}
