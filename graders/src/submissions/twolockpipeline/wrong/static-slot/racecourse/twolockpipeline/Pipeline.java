package racecourse.twolockpipeline;

public class Pipeline<T> {
    private static final Object LOCK = new Object();
    private static Object message;

    public Pipeline() {
        synchronized (LOCK) {
            message = null;
        }
    }

    public void setMessage(T newMessage) throws InterruptedException {
        synchronized (LOCK) {
            while (message != null) {
                LOCK.wait();
            }
            message = newMessage;
            LOCK.notifyAll();
        }
    }

    @SuppressWarnings("unchecked")
    public T getMessage() throws InterruptedException {
        synchronized (LOCK) {
            while (message == null) {
                LOCK.wait();
            }
            T result = (T) message;
            message = null;
            LOCK.notifyAll();
            return result;
        }
    }
}
