package racecourse.twolockpipeline;

import java.util.concurrent.Semaphore;

public class Pipeline<T> {
    private final Semaphore room = new Semaphore(1);
    private final Semaphore mail = new Semaphore(0);
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        try {
            room.acquire();
            this.message = message;
        } finally {
            mail.release();
        }
    }

    public T getMessage() throws InterruptedException {
        try {
            mail.acquire();
            return message;
        } finally {
            room.release();
        }
    }
}
