package racecourse.twolockpipeline;

public class Pipeline<T> {
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            synchronized (this) {
                wait();
            }
        }
        synchronized (this) {
            this.message = message;
            notifyAll();
        }
    }

    public T getMessage() throws InterruptedException {
        while (message == null) {
            synchronized (this) {
                wait();
            }
        }
        synchronized (this) {
            T result = message;
            message = null;
            notifyAll();
            return result;
        }
    }
}
