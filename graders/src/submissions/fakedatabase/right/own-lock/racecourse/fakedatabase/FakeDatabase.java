package racecourse.fakedatabase;

public class FakeDatabase {
    private final SimpleLock lock = new SimpleLock();
    private int value;

    public void update(String name) {
        lock.lock();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public int value() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }
}
