package racecourse.fakedatabase;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

public class FakeDatabase {
    private final CyclicBarrier both = new CyclicBarrier(2);
    private int value;

    public void update(String name) {
        synchronized (this) {
            value++;
        }
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    public synchronized int value() {
        return value;
    }
}
