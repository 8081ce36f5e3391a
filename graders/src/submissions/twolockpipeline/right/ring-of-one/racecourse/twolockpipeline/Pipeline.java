package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object[] ring = new Object[1];
    private int count;
    private int in;
    private int out;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (count == ring.length) {
            wait(500);
        }
        ring[in] = message;
        in = (in + 1) % ring.length;
        count++;
        notifyAll();
    }

    @SuppressWarnings("unchecked")
    public synchronized T getMessage() throws InterruptedException {
        while (count == 0) {
            wait(500);
        }
        T message = (T) ring[out];
        ring[out] = null;
        out = (out + 1) % ring.length;
        count--;
        notifyAll();
        return message;
    }
}
