package racecourse.fakedatabase;

public class FakeDatabase {
    private final Object lock = new Object();
    private int value;

    public void update(String name) {
        synchronized (lock) {
            int copy = value + 1;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy;
        }
    }

    public int value() {
        synchronized (lock) {
            return value;
        }
    }
}
