package racecourse.fakedatabase;

public class FakeDatabase {
    private boolean busy;
    private int value;

    public void update(String name) {
        boolean interrupted = false;
        synchronized (this) {
            while (busy) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            busy = true;
        }
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (this) {
            value++;
            busy = false;
            notify();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized int value() {
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return value;
    }
}
