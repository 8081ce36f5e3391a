package racecourse.twolockpipeline;

import java.util.Optional;

public class Pipeline<T> {
    private Optional<T> content = Optional.empty();

    public synchronized void setMessage(T message) throws InterruptedException {
        waitUntil(true);
        change(Optional.of(message));
    }

    public synchronized T getMessage() throws InterruptedException {
        waitUntil(false);
        T message = content.orElseThrow();
        change(Optional.empty());
        return message;
    }

    private synchronized void waitUntil(boolean empty) throws InterruptedException {
        while (content.isEmpty() != empty) {
            wait();
        }
    }

    private synchronized void change(Optional<T> newContent) {
        content = newContent;
        notifyAll();
    }
}
