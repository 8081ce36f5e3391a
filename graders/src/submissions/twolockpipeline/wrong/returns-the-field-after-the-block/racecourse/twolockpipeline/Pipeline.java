package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;
    private boolean full;

    public void setMessage(T message) throws InterruptedException {
        synchronized (this) {
            while (full) {
                wait();
            }
            this.message = message;
            full = true;
            notifyAll();
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (this) {
            while (!full) {
                wait();
            }
            full = false;
            notifyAll();
        }
        return message;
    }
}
