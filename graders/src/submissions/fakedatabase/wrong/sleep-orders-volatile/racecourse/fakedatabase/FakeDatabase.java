package racecourse.fakedatabase;

import java.util.concurrent.ThreadLocalRandom;

public class FakeDatabase {
    private volatile int value;

    public void update(String name) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(500));
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
