package racecourse.fakedatabase;

import java.util.concurrent.Semaphore;

public class FakeDatabase {
    private final Semaphore turn = new Semaphore(2);
    private volatile int value;

    public void update(String name) {
        turn.acquireUninterruptibly();
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.release();
        }
    }

    public int value() {
        return value;
    }
}
