package racecourse.twolockpipeline;

public class Pipeline<T> {
    private int calledConsumers;
    private int waitingConsumers;
    private T message;

    public synchronized void setMessage(T newMessage) throws InterruptedException {
        while (message != null) {
            wait();
        }
        message = newMessage;
        if (waitingConsumers > 0) {
            calledConsumers = 1;
        }
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        if (message == null || calledConsumers > 0) {
            waitingConsumers++;
            try {
                while (calledConsumers == 0) {
                    wait();
                }
                if (Thread.interrupted()) {
                    calledConsumers--;
                    throw new InterruptedException();
                }
                calledConsumers--;
            } finally {
                waitingConsumers--;
            }
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
