package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) {
        while (this.message != null) {
            Thread.yield();
        }
        this.message = message;
    }

    public synchronized T getMessage() {
        while (message == null) {
            Thread.yield();
        }
        T result = message;
        message = null;
        return result;
    }
}
