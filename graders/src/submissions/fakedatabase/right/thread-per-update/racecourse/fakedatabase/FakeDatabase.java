package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        Thread worker = new Thread(this::slowUpdate, "update of " + name);
        worker.start();
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void slowUpdate() {
        int copy = value;
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            return;
        }
        value = copy + 1;
    }

    public synchronized int value() {
        return value;
    }
}
