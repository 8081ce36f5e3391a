package racecourse.twolockpipeline;

public class Pipeline<T> {
    private volatile boolean full;
    private T message;

    public void setMessage(T message) {
        while (full) {
        }
        this.message = message;
        full = true;
    }

    public T getMessage() {
        while (!full) {
        }
        T result = message;
        full = false;
        return result;
    }
}
