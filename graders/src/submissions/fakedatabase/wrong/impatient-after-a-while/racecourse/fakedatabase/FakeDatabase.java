package racecourse.fakedatabase;

public class FakeDatabase {
    private boolean busy;
    private int value;

    public void update(String name) {
        int copy;
        synchronized (this) {
            long end = System.nanoTime() + 250_000_000L;
            while (busy && System.nanoTime() < end) {
                try {
                    wait(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            busy = true;
            copy = value;
        }
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            value = copy + 1;
            busy = false;
            notifyAll();
        }
    }

    public synchronized int value() {
        return value;
    }
}
