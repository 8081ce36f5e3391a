package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private final Semaphore mutex = new Semaphore(1);
    private T message;

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        mutex.acquireUninterruptibly();
        try {
            this.message = message;
        } finally {
            mutex.release();
        }
        mail.release();
    }

    public T getMessage() throws InterruptedException {
        mail.acquire();
        T result;
        mutex.acquireUninterruptibly();
        try {
            result = message;
            message = null;
        } finally {
            mutex.release();
        }
        room.release();
        return result;
    }
}
