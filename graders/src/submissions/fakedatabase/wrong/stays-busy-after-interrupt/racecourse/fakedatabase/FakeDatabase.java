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
                busy = false;
                notifyAll();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    public synchronized int value() {
        return value;
    }
}
