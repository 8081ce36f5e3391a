package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object access = new Object();
    private final Object change = new Object();
    private T message;

    public void setMessage(T message) throws InterruptedException {
        synchronized (access) {
            synchronized (change) {
                while (this.message != null) {
                    change.wait();
                }
                this.message = message;
                change.notifyAll();
            }
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (access) {
            synchronized (change) {
                while (message == null) {
                    change.wait();
                }
                T result = message;
                message = null;
                change.notifyAll();
                return result;
            }
        }
    }
}
