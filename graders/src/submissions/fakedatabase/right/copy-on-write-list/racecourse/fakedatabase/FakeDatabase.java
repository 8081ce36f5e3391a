package racecourse.fakedatabase;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public class FakeDatabase {
    private final List<String> updates = new CopyOnWriteArrayList<>();

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
