package racecourse.fakedatabase;

public class FakeDatabase {
    private static int value = 0;
    private final Object lock = new Object();

    public void update(String name) {
        synchronized (lock) {
            int copy = value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy + 1;
        }
    }

    public int value() {
        synchronized (lock) {
            return value;
        }
    }
}
