package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Deque;

public class Pipeline<T> {
    private static final class Ticket {
        boolean called;
    }

    private final Deque<Ticket> consumers = new ArrayDeque<>();
    private T message;
    private boolean promised;

    public synchronized void setMessage(T newMessage) throws InterruptedException {
        while (message != null) {
            wait();
        }
        message = newMessage;
        if (!consumers.isEmpty()) {
            consumers.removeFirst().called = true;
            promised = true;
        }
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        if (message == null || promised) {
            Ticket mine = new Ticket();
            consumers.addLast(mine);
            while (!mine.called) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    consumers.remove(mine);
                    throw e;
                }
            }
            promised = false;
        }
        T result = message;
        message = null;
        notifyAll();
        return result;
    }
}
