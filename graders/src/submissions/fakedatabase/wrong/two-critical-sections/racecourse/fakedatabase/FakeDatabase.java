package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        int copy;
        synchronized (this) {
            copy = value;
        }
        copy++;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            value = copy;
        }
    }

    public synchronized int value() {
        return value;
    }
}
