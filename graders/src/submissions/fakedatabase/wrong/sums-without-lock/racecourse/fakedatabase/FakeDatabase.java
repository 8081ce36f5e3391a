package racecourse.fakedatabase;

import java.util.HashMap;
import java.util.Map;

public class FakeDatabase {
    private final Map<String, Integer> updates = new HashMap<>();

    public void update(String name) {
        synchronized (updates) {
            int copy = updates.getOrDefault(name, 0);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            updates.put(name, copy + 1);
        }
    }

    public int value() {
        int sum = 0;
        for (int count : updates.values()) {
            sum += count;
        }
        return sum;
    }
}
