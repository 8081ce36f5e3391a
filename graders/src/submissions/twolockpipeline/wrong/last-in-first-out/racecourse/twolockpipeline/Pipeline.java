package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Deque;

public class Pipeline<T> {
    private final Deque<T> messages = new ArrayDeque<>();

    public synchronized void setMessage(T message) throws InterruptedException {
        while (messages.size() == 2) {
            wait();
        }
        messages.push(message);
        notifyAll();
    }

    public synchronized T getMessage() throws InterruptedException {
        while (messages.isEmpty()) {
            wait();
        }
        T message = messages.pop();
        notifyAll();
        return message;
    }
}
