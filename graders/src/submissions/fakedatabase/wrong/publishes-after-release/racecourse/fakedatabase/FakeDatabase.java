package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;
    private volatile int shown;

    public void update(String name) {
        int copy;
        synchronized (this) {
            copy = value + 1;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            value = copy;
        }
        shown = copy;
    }

    public int value() {
        return shown;
    }
}
