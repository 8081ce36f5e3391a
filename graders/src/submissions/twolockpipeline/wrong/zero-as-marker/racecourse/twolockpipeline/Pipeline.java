package racecourse.twolockpipeline;

public class Pipeline<T> {
    private Object message = 0;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (!this.message.equals(0)) {
            wait();
        }
        this.message = message;
        notifyAll();
    }

    @SuppressWarnings("unchecked")
    public synchronized T getMessage() throws InterruptedException {
        while (message.equals(0)) {
            wait();
        }
        Object result = message;
        message = 0;
        notifyAll();
        return (T) result;
    }
}
