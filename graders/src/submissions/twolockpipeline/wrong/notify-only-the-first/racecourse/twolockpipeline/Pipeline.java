package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        boolean waited = false;
        while (this.message != null) {
            waited = true;
            wait();
        }
        this.message = message;
        if (waited) {
            notifyAll();
        } else {
            notify();
        }
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            wait();
        }
        T result = message;
        message = null;
        notify();
        return result;
    }
}
