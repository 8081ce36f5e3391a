package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        try {
            Thread.sleep(Math.abs(name.hashCode() % 10) * 300);
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
