package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object consumers = new Object();
    private int waiting;
    private int signals;
    private T message;

    public void setMessage(T message) throws InterruptedException {
        synchronized (consumers) {
            while (this.message != null) {
                consumers.wait();
            }
            this.message = message;
            if (waiting > 0) {
                waiting--;
                signals++;
                consumers.notifyAll();
            }
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (consumers) {
            if (message == null || signals > 0) {
                waiting++;
                while (signals == 0) {
                    consumers.wait();
                }
                signals--;
            }
            T result = message;
            message = null;
            consumers.notifyAll();
            return result;
        }
    }
}
