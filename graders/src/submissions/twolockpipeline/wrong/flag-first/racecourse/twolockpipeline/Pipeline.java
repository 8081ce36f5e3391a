package racecourse.twolockpipeline;

public class Pipeline<T> {
    private volatile boolean full;
    private T message;

    public void setMessage(T message) throws InterruptedException {
        synchronized (this) {
            while (full) {
                wait(5);
            }
            full = true;
            this.message = message;
        }
    }

    public T getMessage() throws InterruptedException {
        while (!full) {
            Thread.sleep(5);
        }
        T result = message;
        full = false;
        return result;
    }
}
