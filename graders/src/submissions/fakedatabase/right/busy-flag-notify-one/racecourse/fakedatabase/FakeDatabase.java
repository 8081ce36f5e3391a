package racecourse.fakedatabase;

public class FakeDatabase {
    private final Object monitor = new Object();
    private boolean busy;
    private volatile int value;

    public void update(String name) {
        boolean interrupted = false;
        synchronized (monitor) {
            while (busy) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            busy = true;
        }
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        value = copy + 1;
        synchronized (monitor) {
            busy = false;
            monitor.notify();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
