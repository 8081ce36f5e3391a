package racecourse.fakedatabase;

import java.util.concurrent.atomic.LongAdder;

public class FakeDatabase {
    private final LongAdder updates = new LongAdder();

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        updates.increment();
    }

    public int value() {
        return updates.intValue();
    }
}
