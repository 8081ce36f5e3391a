package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            wait();
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() {
        try {
            while (message == null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
