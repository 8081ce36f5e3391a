package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicReference;

public class FakeDatabase {
    private final AtomicReference<Integer> value = new AtomicReference<>(0);

    public void update(String name) {
        int copy;
        do {
            copy = value.get();
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } while (!value.compareAndSet(copy, copy + 1));
    }

    public int value() {
        return value.get();
    }
}
