package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;
    private boolean read = true;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (!read) {
            wait();
        }
        this.message = message;
        read = false;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            wait();
        }
        read = true;
        notifyAll();
        return message;
    }
}
