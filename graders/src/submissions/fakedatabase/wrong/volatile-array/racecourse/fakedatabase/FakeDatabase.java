package racecourse.fakedatabase;

public class FakeDatabase {
    private volatile int[] table = new int[1];

    public synchronized void update(String name) {
        int copy = table[0];
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        table[0] = copy + 1;
    }

    public int value() {
        return table[0];
    }
}
