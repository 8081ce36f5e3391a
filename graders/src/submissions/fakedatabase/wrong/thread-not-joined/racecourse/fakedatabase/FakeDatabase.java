package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        new Thread(this::slowUpdate).start();
    }

    private synchronized void slowUpdate() {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            return;
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
