package racecourse.twolockpipeline;

public class Pipeline<T> {
    private final Object setting = new Object();
    private final Object getting = new Object();
    private volatile T message;
    private volatile boolean full;

    public void setMessage(T message) throws InterruptedException {
        synchronized (setting) {
            while (full) {
                setting.wait(10);
            }
            this.message = message;
            full = true;
        }
    }

    public T getMessage() throws InterruptedException {
        synchronized (getting) {
            while (!full) {
                getting.wait(10);
            }
            full = false;
            return message;
        }
    }
}
