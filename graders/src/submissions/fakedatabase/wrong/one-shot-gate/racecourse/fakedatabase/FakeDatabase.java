package racecourse.fakedatabase;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

public class FakeDatabase {
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final CountDownLatch firstIsDone = new CountDownLatch(1);
    private volatile int value;

    public void update(String name) {
        boolean mine = first.getAndSet(false);
        boolean interrupted = false;
        while (!mine) {
            try {
                firstIsDone.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        value = copy + 1;
        firstIsDone.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
