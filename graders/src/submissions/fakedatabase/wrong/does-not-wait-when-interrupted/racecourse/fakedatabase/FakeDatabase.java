package racecourse.fakedatabase;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

public class FakeDatabase {
    private final AtomicReference<CountDownLatch> last = new AtomicReference<>(new CountDownLatch(0));
    private volatile int value;

    public void update(String name) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch before = last.getAndSet(mine);
        try {
            before.await();
        } catch (InterruptedException e) {
            // then we do not wait
        }
        try {
            int copy = value;
            Thread.sleep(100);
            value = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            mine.countDown();
        }
    }

    public int value() {
        return value;
    }
}
