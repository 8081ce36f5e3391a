package racecourse.fakedatabase;

import java.util.ArrayList;
import java.util.List;

public class FakeDatabase {
    private final List<String> updates = new ArrayList<>();

    public void update(String name) {
        synchronized (updates) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            updates.add(name);
        }
    }

    public int value() {
        return updates.size();
    }
}
