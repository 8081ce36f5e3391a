package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        if (this.message != null) {
            wait(200);
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        if (message == null) {
            wait(200);
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
