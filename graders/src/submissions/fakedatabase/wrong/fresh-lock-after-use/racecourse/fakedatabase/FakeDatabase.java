package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile Object lock = new Object();
    private volatile int value;

    public void update(String name) {
        synchronized (lock) {
            int copy = value;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lock = new Object();
            value = copy + 1;
        }
    }

    public int value() {
        return value;
    }
}
