package racecourse.twolockpipeline;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();

    public void setMessage(T message) throws InterruptedException {
        while (!slot.compareAndSet(null, message)) {
            pause();
        }
    }

    public T getMessage() throws InterruptedException {
        T message;
        while ((message = slot.getAndSet(null)) == null) {
            pause();
        }
        return message;
    }

    private void pause() throws InterruptedException {
        LockSupport.parkNanos(this, 5_000_000);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
