package racecourse.twolockpipeline;

public class Pipeline<T> {
    private Object message = "";

    public synchronized void setMessage(T message) throws InterruptedException {
        while (!this.message.equals("")) {
            wait();
        }
        this.message = message;
        notifyAll();
    }

    @SuppressWarnings("unchecked")
    public synchronized T getMessage() throws InterruptedException {
        while (message.equals("")) {
            wait();
        }
        Object result = message;
        message = "";
        notifyAll();
        return (T) result;
    }
}
