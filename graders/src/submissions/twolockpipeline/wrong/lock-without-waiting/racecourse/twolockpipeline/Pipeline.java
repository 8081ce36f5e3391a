package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) {
        this.message = message;
    }

    public synchronized T getMessage() {
        T result = message;
        message = null;
        return result;
    }
}
