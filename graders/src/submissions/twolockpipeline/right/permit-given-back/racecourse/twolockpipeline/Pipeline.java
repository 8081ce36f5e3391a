package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private T message;

    public void setMessage(T message) throws InterruptedException {
        room.acquire();
        boolean done = false;
        try {
            lock.lockInterruptibly();
            try {
                this.message = message;
                done = true;
            } finally {
                lock.unlock();
            }
        } finally {
            (done ? mail : room).release();
        }
    }

    public T getMessage() throws InterruptedException {
        mail.acquire();
        boolean done = false;
        try {
            lock.lockInterruptibly();
            try {
                T result = message;
                message = null;
                done = true;
                return result;
            } finally {
                lock.unlock();
            }
        } finally {
            (done ? room : mail).release();
        }
    }
}
