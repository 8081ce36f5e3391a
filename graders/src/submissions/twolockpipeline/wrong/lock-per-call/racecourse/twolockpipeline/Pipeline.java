package racecourse.twolockpipeline;

import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private T message;

    public void setMessage(T message) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            while (this.message != null) {
                Thread.sleep(10);
            }
            this.message = message;
        } finally {
            lock.unlock();
        }
    }

    public T getMessage() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            while (message == null) {
                Thread.sleep(10);
            }
            T result = message;
            message = null;
            return result;
        } finally {
            lock.unlock();
        }
    }
}
