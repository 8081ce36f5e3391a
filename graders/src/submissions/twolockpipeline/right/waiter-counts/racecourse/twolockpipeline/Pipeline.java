package racecourse.twolockpipeline;

public class Pipeline<T> {
    private int waiting;
    private T message;
    private boolean full;

    public synchronized void setMessage(T message) throws InterruptedException {
        while (full) {
            waitForChange();
        }
        this.message = message;
        full = true;
        wakeAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (!full) {
            waitForChange();
        }
        T result = message;
        message = null;
        full = false;
        wakeAll();
        return result;
    }

    private void waitForChange() throws InterruptedException {
        waiting++;
        try {
            wait();
        } finally {
            waiting--;
        }
    }

    private void wakeAll() {
        if (waiting > 0) {
            notifyAll();
        }
    }
}
