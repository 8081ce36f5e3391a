package racecourse.fakedatabase;

import java.util.concurrent.Semaphore;

public class FakeDatabase {
    private final Semaphore turns = new Semaphore(100);
    private int value;

    public void update(String name) {
        turns.acquireUninterruptibly();
        slowlyAddOne();
    }

    private synchronized void slowlyAddOne() {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
