package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicReference;

public class FakeDatabase {
    private final AtomicReference<Thread> first = new AtomicReference<>();
    private volatile boolean wants0;
    private volatile boolean wants1;
    private volatile int turn;
    private volatile int value;

    public void update(String name) {
        Thread me = Thread.currentThread();
        if (first.compareAndSet(null, me) || first.get() == me) {
            wants0 = true;
            turn = 1;
            while (wants1 && turn == 1) {
                Thread.onSpinWait();
            }
            slowlyAddOne();
            wants0 = false;
        } else {
            wants1 = true;
            turn = 0;
            while (wants0 && turn == 0) {
                Thread.onSpinWait();
            }
            slowlyAddOne();
            wants1 = false;
        }
    }

    private void slowlyAddOne() {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        value = copy + 1;
    }

    public int value() {
        return value;
    }
}
