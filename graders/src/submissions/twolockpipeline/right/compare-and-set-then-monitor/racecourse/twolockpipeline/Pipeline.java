package racecourse.twolockpipeline;

import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();
    private final Object change = new Object();

    public void setMessage(T message) throws InterruptedException {
        if (!slot.compareAndSet(null, message)) {
            synchronized (change) {
                while (!slot.compareAndSet(null, message)) {
                    change.wait();
                }
            }
        }
        wakeAll();
    }

    public T getMessage() throws InterruptedException {
        T message = slot.getAndSet(null);
        if (message == null) {
            synchronized (change) {
                while ((message = slot.getAndSet(null)) == null) {
                    change.wait();
                }
            }
        }
        wakeAll();
        return message;
    }

    private void wakeAll() {
        synchronized (change) {
            change.notifyAll();
        }
    }
}
