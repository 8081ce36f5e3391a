package racecourse.twolockpipeline;

public class Pipeline<T> {
    private long sent;
    private long taken;
    private T message;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (sent > taken) {
            wait();
        }
        this.message = message;
        sent++;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (sent == taken) {
            wait();
        }
        taken++;
        notifyAll();
        return message;
    }
}
