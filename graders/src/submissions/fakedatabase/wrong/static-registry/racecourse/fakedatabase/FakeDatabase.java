package racecourse.fakedatabase;

import java.util.HashMap;
import java.util.Map;

public class FakeDatabase {
    private static final Map<FakeDatabase, Integer> VALUES = new HashMap<>();

    public synchronized void update(String name) {
        int copy = value();
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        VALUES.put(this, copy + 1);
    }

    public synchronized int value() {
        return VALUES.getOrDefault(this, 0);
    }
}
