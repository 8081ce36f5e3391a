package racecourse.fakedatabase;

public class FakeDatabase {
    private boolean busy;
    private int value;

    public void update(String name) {
        try {
            int copy;
            synchronized (this) {
                while (busy) {
                    wait();
                }
                busy = true;
                copy = value;
            }
            Thread.sleep(100);
            synchronized (this) {
                value = copy + 1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                busy = false;
                notifyAll();
            }
        }
    }

    public synchronized int value() {
        return value;
    }
}
