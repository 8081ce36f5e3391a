package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile boolean busy;
    private volatile int value;

    public void update(String name) {
        while (busy) {
            Thread.yield();
        }
        busy = true;
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
        busy = false;
    }

    public int value() {
        return value;
    }
}
