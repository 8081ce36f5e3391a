package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

public class FakeDatabase {
    private final AtomicInteger nextTicket = new AtomicInteger();
    private final AtomicInteger nowServing = new AtomicInteger();
    private volatile int value;

    public void update(String name) {
        int ticket = nextTicket.getAndIncrement();
        while (nowServing.get() != ticket) {
            LockSupport.parkNanos(5_000_000);
        }
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            nowServing.incrementAndGet();
        }
    }

    public int value() {
        return value;
    }
}
