package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Deque;

public class Pipeline<T> {
    private final Deque<T> messages = new ArrayDeque<>();

    public synchronized void setMessage(T message) throws InterruptedException {
        while (messages.size() > 1) {
            wait();
        }
        messages.addLast(message);
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (messages.isEmpty()) {
            wait();
        }
        T message = messages.removeFirst();
        notifyAll();
        return message;
    }
}
