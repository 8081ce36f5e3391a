package racecourse.fakedatabase;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public class FakeDatabase {
    private final ConcurrentMap<String, Integer> table = new ConcurrentHashMap<>();

    public void update(String name) {
        int copy = table.getOrDefault("value", 0);
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        table.put("value", copy + 1);
    }

    public int value() {
        return table.getOrDefault("value", 0);
    }
}
