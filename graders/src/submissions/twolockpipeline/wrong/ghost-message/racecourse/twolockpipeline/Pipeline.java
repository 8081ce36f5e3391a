package racecourse.twolockpipeline;

import java.util.ArrayDeque;
import java.util.Queue;

public class Pipeline<T> {
    private static final class Letter<T> {
        private final T message;

        Letter(T message) {
            this.message = message;
        }
    }

    private final Queue<Letter<T>> letters = new ArrayDeque<>();

    public synchronized void setMessage(T message) throws InterruptedException {
        Letter<T> mine = new Letter<>(message);
        letters.add(mine);
        notifyAll();
        while (letters.contains(mine) && letters.peek() != mine) {
            wait();
        }
    }

    public synchronized T getMessage() throws InterruptedException {
        while (letters.isEmpty()) {
            wait();
        }
        T message = letters.remove().message;
        notifyAll();
        return message;
    }
}
