package racecourse.twolockpipeline;

import java.util.Objects;

public class Pipeline<T> {
    private T message;
    private T lastTaken;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (!Objects.equals(this.message, lastTaken)) {
            wait();
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (Objects.equals(message, lastTaken)) {
            wait();
        }
        lastTaken = message;
        notifyAll();
        return message;
    }
}
