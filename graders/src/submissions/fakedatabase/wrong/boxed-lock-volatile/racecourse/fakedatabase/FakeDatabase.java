package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile Integer value = 0;

    public void update(String name) {
        synchronized (value) {
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
        return value;
    }
}
