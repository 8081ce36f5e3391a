package racecourse.fakedatabase;

public class FakeDatabase {
    private static int value = 0;

    public FakeDatabase() {
        synchronized (FakeDatabase.class) {
            value = 0;
        }
    }

    public void update(String name) {
        synchronized (FakeDatabase.class) {
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
        synchronized (FakeDatabase.class) {
            return value;
        }
    }
}
