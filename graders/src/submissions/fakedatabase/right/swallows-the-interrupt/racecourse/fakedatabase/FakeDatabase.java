package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public synchronized void update(String name) {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException ignored) {
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
