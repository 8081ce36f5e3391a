package racecourse.fakedatabase;

public class FakeDatabase {
    private byte value;

    public synchronized void update(String name) {
        byte copy = value;
        copy++;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy;
    }

    public synchronized int value() {
        return value;
    }
}
