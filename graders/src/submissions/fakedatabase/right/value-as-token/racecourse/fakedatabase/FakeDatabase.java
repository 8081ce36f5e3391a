package racecourse.fakedatabase;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class FakeDatabase {
    private final BlockingQueue<Integer> place = new ArrayBlockingQueue<>(1);

    public FakeDatabase() {
        place.add(0);
    }

    public void update(String name) {
        int copy = takeOut();
        try {
            Thread.sleep(100);
            copy = copy + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            place.add(copy);
        }
    }

    public int value() {
        int copy = takeOut();
        place.add(copy);
        return copy;
    }

    private int takeOut() {
        boolean interrupted = false;
        while (true) {
            try {
                int copy = place.take();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return copy;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
