package racecourse.fakedatabase;

public class FakeDatabase {
    private final ThreadLocal<Integer> value = ThreadLocal.withInitial(() -> 0);

    public synchronized void update(String name) {
        int copy = value.get();
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value.set(copy + 1);
    }

    public synchronized int value() {
        return value.get();
    }
}
