package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        try {
            while (this.message != null) {
                wait();
            }
        } catch (InterruptedException e) {
            this.message = null;
            notifyAll();
            throw e;
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            wait();
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
