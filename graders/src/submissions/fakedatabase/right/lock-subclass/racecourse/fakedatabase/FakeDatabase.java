package racecourse.fakedatabase;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

public class FakeDatabase {
    private static final class Cell extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        private int content;

        int change(IntUnaryOperator change) {
            lock();
            try {
                content = change.applyAsInt(content);
                return content;
            } finally {
                unlock();
            }
        }
    }

    private final Cell cell = new Cell();

    public void update(String name) {
        cell.change(copy -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return copy + 1;
        });
    }

    public int value() {
        return cell.change(copy -> copy);
    }
}
