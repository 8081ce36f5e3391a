package racecourse.fakedatabase;

public class FakeDatabase {
    private int value = 0;

    public FakeDatabase() {
    }

    public synchronized void update(String name) {
        int localCopy = value;
        localCopy += 1;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        value = localCopy;
    }

    public synchronized int value() {
        return value;
    }
}
