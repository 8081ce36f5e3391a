package racecourse.fakedatabase;

import java.util.concurrent.Semaphore;

public class FakeDatabase {
    private final Semaphore turn = new Semaphore(1);
    private int value;

    public void update(String name) {
        turn.acquireUninterruptibly();
        try {
            int copy = value + 1;
            Thread.sleep(100);
            value = copy;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.release();
        }
    }

    public int value() {
        turn.acquireUninterruptibly();
        try {
            return value;
        } finally {
            turn.release();
        }
    }
}
