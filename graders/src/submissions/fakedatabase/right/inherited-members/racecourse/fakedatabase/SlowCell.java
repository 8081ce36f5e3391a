package racecourse.fakedatabase;

public abstract class SlowCell {
    private final long millis;
    private int value;

    SlowCell(long millis) {
        this.millis = millis;
    }

    public synchronized void update(String name) {
        int copy = value;
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
