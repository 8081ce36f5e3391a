package racecourse.fakedatabase;

public class FakeDatabase {
    private static final Object LOCK = new Object();

    private int value;

    public void update(String name) {
        synchronized (LOCK) {
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
        synchronized (LOCK) {
            return value;
        }
    }
}
