package racecourse.fakedatabase;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

public class FakeDatabase {
    private final Set<String> updates = ConcurrentHashMap.newKeySet();

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        updates.add(name);
    }

    public int value() {
        return updates.size();
    }
}
