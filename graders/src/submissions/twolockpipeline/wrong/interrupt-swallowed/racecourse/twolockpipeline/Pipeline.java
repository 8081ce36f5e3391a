package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) {
        while (this.message != null) {
            try {
                wait();
            } catch (InterruptedException e) {
                // go on waiting
            }
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() {
        while (message == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                // go on waiting
            }
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
