package racecourse.twolockpipeline;

public class Pipeline<T> {
    private boolean full;
    private T message;

    public void setMessage(T message) throws InterruptedException {
        synchronized (this) {
            while (full) {
                wait();
            }
            full = true;
            notifyAll();
        }
        synchronized (this) {
            this.message = message;
        }
    }

    public synchronized T getMessage() throws InterruptedException {
        while (!full) {
            wait();
        }
        full = false;
        notifyAll();
        return message;
    }
}
