package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile int value;

    public void update(String name) {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value++;
    }

    public int value() {
        return value;
    }
}
