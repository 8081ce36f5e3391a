package racecourse.twolockpipeline;

import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();

    public void setMessage(T message) throws InterruptedException {
        while (!slot.compareAndSet(null, message)) {
            Thread.sleep(10);
        }
    }

    public T getMessage() throws InterruptedException {
        T message = slot.getAndSet(null);
        while (message == null) {
            Thread.sleep(10);
            message = slot.getAndSet(null);
        }
        return message;
    }
}
