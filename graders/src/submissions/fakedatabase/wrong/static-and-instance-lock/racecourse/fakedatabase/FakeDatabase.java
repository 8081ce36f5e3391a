package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        slowlyAddOne(this);
    }

    private static synchronized void slowlyAddOne(FakeDatabase database) {
        int copy = database.value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
