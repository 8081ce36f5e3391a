package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public synchronized void update(String name) {
        int copy = read();
        sleep();
        write(copy + 1);
    }

    private synchronized int read() {
        return value;
    }

    private synchronized void write(int newValue) {
        value = newValue;
    }

    private void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized int value() {
        return read();
    }
}
