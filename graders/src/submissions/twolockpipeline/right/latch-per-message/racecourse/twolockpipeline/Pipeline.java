package racecourse.twolockpipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

public class Pipeline<T> {
    private static final class State<T> {
        final T message; // null: empty
        final CountDownLatch over = new CountDownLatch(1);

        State(T message) {
            this.message = message;
        }
    }

    private final AtomicReference<State<T>> state = new AtomicReference<>(new State<>(null));

    public void setMessage(T message) throws InterruptedException {
        State<T> full = new State<>(message);
        while (true) {
            State<T> now = state.get();
            if (now.message != null) {
                now.over.await();
            } else if (state.compareAndSet(now, full)) {
                now.over.countDown();
                return;
            }
        }
    }

    public T getMessage() throws InterruptedException {
        while (true) {
            State<T> now = state.get();
            if (now.message == null) {
                now.over.await();
            } else if (state.compareAndSet(now, new State<>(null))) {
                now.over.countDown();
                return now.message;
            }
        }
    }
}
