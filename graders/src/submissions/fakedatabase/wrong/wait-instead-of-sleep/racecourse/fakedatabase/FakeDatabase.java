package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public synchronized void update(String name) {
        int copy = value;
        try {
            wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
