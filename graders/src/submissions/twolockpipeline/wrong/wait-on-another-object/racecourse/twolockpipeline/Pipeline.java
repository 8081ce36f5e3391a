package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object change = new Object();
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            change.wait();
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            change.wait();
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
