package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public void setMessage(T message) throws InterruptedException {
        this.message = message;
    }

    public T getMessage() throws InterruptedException {
        return message;
    }
}
