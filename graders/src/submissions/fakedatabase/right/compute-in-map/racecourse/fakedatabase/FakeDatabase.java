package racecourse.fakedatabase;

import java.util.concurrent.ConcurrentHashMap;

public class FakeDatabase {
    private final ConcurrentHashMap<String, Integer> table = new ConcurrentHashMap<>();

    public void update(String name) {
        table.compute("value", (key, copy) -> {
            int next = copy == null ? 1 : copy + 1;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return next;
        });
    }

    public int value() {
        return table.getOrDefault("value", 0);
    }
}
