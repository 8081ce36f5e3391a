package racecourse.fakedatabase;

import java.util.concurrent.Semaphore;

public class FakeDatabase {
    private static final int ALL = 10;

    private final Semaphore permits = new Semaphore(ALL, true);
    private int value;

    public void update(String name) {
        permits.acquireUninterruptibly(ALL);
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            permits.release(ALL);
        }
    }

    public int value() {
        permits.acquireUninterruptibly();
        try {
            return value;
        } finally {
            permits.release();
        }
    }
}
