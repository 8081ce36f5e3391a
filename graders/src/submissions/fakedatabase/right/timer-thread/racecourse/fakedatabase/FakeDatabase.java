package racecourse.fakedatabase;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;

public class FakeDatabase {
    private final Timer timer = new Timer("database", true);
    private volatile int value; // written by the timer's thread only

    public void update(String name) {
        CountDownLatch written = new CountDownLatch(1);
        timer.schedule(new TimerTask() {
            @Override
            public void run() {
                int copy = value;
                value = copy + 1;
                written.countDown();
            }
        }, 100);
        boolean interrupted = false;
        while (written.getCount() > 0) {
            try {
                written.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public int value() {
        return value;
    }
}
