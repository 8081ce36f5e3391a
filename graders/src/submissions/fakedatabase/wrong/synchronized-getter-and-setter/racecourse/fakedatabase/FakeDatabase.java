package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        int copy = value();
        copy += 1;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        setValue(copy);
    }

    public synchronized int value() {
        return value;
    }

    private synchronized void setValue(int newValue) {
        value = newValue;
    }
}
