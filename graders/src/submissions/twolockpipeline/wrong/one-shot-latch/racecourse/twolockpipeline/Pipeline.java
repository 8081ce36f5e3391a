package racecourse.twolockpipeline;

import java.util.concurrent.CountDownLatch;

public class Pipeline<T> {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch taken = new CountDownLatch(1);
    private volatile boolean first = true;
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        if (!first) {
            taken.await();
        }
        first = false;
        this.message = message;
        arrived.countDown();
    }

    public T getMessage() throws InterruptedException {
        arrived.await();
        T result = message;
        taken.countDown();
        return result;
    }
}
