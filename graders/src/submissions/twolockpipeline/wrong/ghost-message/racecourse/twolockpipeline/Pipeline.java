package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Queue;

public class Pipeline<T> {
    private final Queue<T> messages = new ArrayDeque<>();

    public synchronized void setMessage(T message) throws InterruptedException {
        messages.add(message);
        notifyAll();
        while (messages.size() > 1 && messages.contains(message)) {
            wait();
        }
    }

    public synchronized T getMessage() throws InterruptedException {
        while (messages.isEmpty()) {
            wait();
        }
        T message = messages.remove();
        notifyAll();
        return message;
    }
}
