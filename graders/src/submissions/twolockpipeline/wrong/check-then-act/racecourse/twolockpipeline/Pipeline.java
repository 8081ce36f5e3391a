package racecourse.twolockpipeline;

public class Pipeline<T> {
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            Thread.sleep(5);
        }
        this.message = message;
    }

    public T getMessage() throws InterruptedException {
        while (message == null) {
            Thread.sleep(5);
        }
        T result = message;
        message = null;
        return result;
    }
}
