package racecourse.twolockpipeline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

public class Pipeline<T> {
    private final BlockingQueue<T> in = new ArrayBlockingQueue<>(1);
    private final SynchronousQueue<T> out = new SynchronousQueue<>();

    public Pipeline() {
        Thread broker = new Thread(() -> {
            try {
                while (true) {
                    out.put(in.take());
                }
            } catch (InterruptedException e) {
                // nobody interrupts the broker
            }
        }, "broker");
        broker.setDaemon(true);
        broker.start();
    }

    public void setMessage(T message) throws InterruptedException {
        in.put(message);
    }

    public T getMessage() throws InterruptedException {
        return out.take();
    }
}
