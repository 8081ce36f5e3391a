package racecourse.twolockpipeline;

public class Pipeline<T> {
    private T message;

    public void setMessage(T message) throws InterruptedException {
        long pause = 1;
        while (!offer(message)) {
            Thread.sleep(pause);
            pause = Math.min(64, pause * 2);
        }
    }

    public T getMessage() throws InterruptedException {
        long pause = 1;
        T result = poll();
        while (result == null) {
            Thread.sleep(pause);
            pause = Math.min(64, pause * 2);
            result = poll();
        }
        return result;
    }

    private synchronized boolean offer(T newMessage) {
        if (message != null) {
            return false;
        }
        message = newMessage;
        return true;
    }

    private synchronized T poll() {
        T result = message;
        message = null;
        return result;
    }
}
