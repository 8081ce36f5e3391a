package racecourse.fakedatabase;

public class FakeDatabase {
    private int value;

    public void update(String name) {
        Runnable work = new Runnable() {
            @Override
            public void run() {
                synchronized (this) {
                    int copy = value;
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    value = copy + 1;
                }
            }
        };
        work.run();
    }

    public synchronized int value() {
        return value;
    }
}
