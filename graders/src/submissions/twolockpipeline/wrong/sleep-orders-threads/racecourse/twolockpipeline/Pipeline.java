package racecourse.twolockpipeline;

public class Pipeline<T> {
    private volatile T message;

    public void setMessage(T message) throws InterruptedException {
        this.message = message;
        Thread.sleep(100);
    }

    public T getMessage() throws InterruptedException {
        Thread.sleep(50);
        T result = message;
        Thread.sleep(50);
        return result;
    }
}
