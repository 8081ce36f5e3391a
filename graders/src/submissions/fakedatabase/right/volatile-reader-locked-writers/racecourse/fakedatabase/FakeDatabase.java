package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile int value;

    public void update(String name) {
        synchronized (this) {
            int copy = value;
            copy++;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy;
        }
    }

    public int value() {
        return value;
    }
}
