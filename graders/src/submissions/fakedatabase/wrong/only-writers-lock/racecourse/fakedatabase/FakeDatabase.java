package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public synchronized void update(String name) {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
    }

    public int value() {
        return value;
    }
}
