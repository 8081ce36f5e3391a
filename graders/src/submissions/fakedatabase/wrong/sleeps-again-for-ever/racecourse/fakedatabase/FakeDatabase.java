package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public synchronized void update(String name) {
        int copy = value;
        boolean rested = false;
        while (!rested) {
            try {
                Thread.sleep(100);
                rested = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
