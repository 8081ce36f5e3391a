package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;
    private boolean full;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (full) {
            wait();
        }
        this.message = message;
        full = true;
        notify();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (!full) {
            wait();
        }
        full = false;
        notify();
        return message;
    }
}
