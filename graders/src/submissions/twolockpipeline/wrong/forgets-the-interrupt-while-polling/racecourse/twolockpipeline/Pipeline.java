package racecourse.twolockpipeline;

import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private final AtomicReference<T> slot = new AtomicReference<>();

    public void setMessage(T message) throws InterruptedException {
        while (!slot.compareAndSet(null, message)) {
            pause();
        }
    }

    public T getMessage() throws InterruptedException {
        T message = slot.getAndSet(null);
        while (message == null) {
            pause();
            message = slot.getAndSet(null);
        }
        return message;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            // never mind
        }
    }
}
