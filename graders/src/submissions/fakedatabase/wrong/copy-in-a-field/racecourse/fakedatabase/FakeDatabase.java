package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile int value;
    private volatile int localCopy;

    public void update(String name) {
        localCopy = value;
        localCopy += 1;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = localCopy;
    }

    public int value() {
        return value;
    }
}
