package racecourse.fakedatabase;

public class FakeDatabase {
    private boolean busy;
    private int value;

    public void update(String name) {
        int copy = begin() + 1;
        boolean interrupted = false;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        end(copy);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int begin() {
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        busy = true;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return value;
    }

    private synchronized void end(int newValue) {
        value = newValue;
        busy = false;
        notifyAll();
    }

    public synchronized int value() {
        return value;
    }
}
