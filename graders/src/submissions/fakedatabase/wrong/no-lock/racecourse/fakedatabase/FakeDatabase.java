package racecourse.fakedatabase;

public class FakeDatabase {
    private int value = 0;

    public void update(String name) {
        int localCopy = value;
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
