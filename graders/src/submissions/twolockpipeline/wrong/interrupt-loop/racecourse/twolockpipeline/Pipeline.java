package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized void setMessage(T message) throws InterruptedException {
        while (this.message != null) {
            pause();
        }
        this.message = message;
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (message == null) {
            pause();
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
