package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object lock = new Object();
    private boolean full = false;
    private T message;

    public void setMessage(T message) throws InterruptedException {
        synchronized (lock) {
            while (full) {
                lock.wait();
            }
            this.message = message;
            full = true;
            lock.notifyAll();
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (lock) {
            while (!full) {
                lock.wait();
            }
            full = false;
            lock.notifyAll();
            return message;
        }
    }
}
