package racecourse.fakedatabase;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public class FakeDatabase {
    private final ConcurrentMap<String, Integer> table = new ConcurrentHashMap<>();

    public FakeDatabase() {
        table.put("value", 0);
    }

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        table.merge("value", 1, Integer::sum);
    }

    public int value() {
        return table.get("value");
    }
}
