package racecourse.twolockpipeline;

public class Pipeline<T> {
    private boolean full;
    private T message;

    public void setMessage(T message) {
        while (full) {
            Thread.onSpinWait();
        }
        this.message = message;
        full = true;
    }

    public T getMessage() {
        while (!full) {
            Thread.onSpinWait();
        }
        T result = message;
        full = false;
        return result;
    }
}
