package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            Thread.sleep(10);
        }
        this.message = message;
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            Thread.sleep(10);
        }
        T result = message;
        message = null;
        return result;
    }
}
