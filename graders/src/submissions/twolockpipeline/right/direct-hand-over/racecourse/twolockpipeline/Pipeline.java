package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Deque;

public class Pipeline<T> {
    private static final class Ticket {
        boolean called;
    }

    private final Deque<Ticket> consumers = new ArrayDeque<>();
    private T message;
    private Ticket promisedTo;

    public synchronized void setMessage(T newMessage) throws InterruptedException {
        while (message != null) {
            wait();
        }
        message = newMessage;
        promise();
        notifyAll();
    }

    private void promise() {
        promisedTo = consumers.pollFirst();
        if (promisedTo != null) {
            promisedTo.called = true;
        }
    }

    public synchronized T getMessage() throws InterruptedException {
        if (message == null || promisedTo != null) {
            Ticket mine = new Ticket();
            consumers.addLast(mine);
            try {
                while (!mine.called) {
                    wait();
                }
            } catch (InterruptedException e) {
                consumers.remove(mine);
                if (mine.called) {
                    promise();
                    notifyAll();
                }
                throw e;
            }
        }
        promisedTo = null;
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
