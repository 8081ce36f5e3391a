package racecourse.twolockpipeline;

import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();
    private final Object change = new Object();

    public void setMessage(T message) throws InterruptedException {
        while (!slot.compareAndSet(null, message)) {
            synchronized (change) {
                change.wait();
            }
        }
        synchronized (change) {
            change.notifyAll();
        }
    }

    public T getMessage() throws InterruptedException {
        T message;
        while ((message = slot.getAndSet(null)) == null) {
            synchronized (change) {
                change.wait();
            }
        }
        synchronized (change) {
            change.notifyAll();
        }
        return message;
    }
}
