package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        synchronized (Thread.currentThread()) {
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
        synchronized (Thread.currentThread()) {
            return value;
        }
    }
}
