package racecourse.timer;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

public final class Timer {
    private enum Token { THE_ONE }

    private final BlockingQueue<Token> decision = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Token> starts = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Token> wakeUps = new LinkedTransferQueue<>();
    private final Duration delay;
    private final Runnable action;
    private Thread clock;

    public Timer(Duration delay, Runnable action) {
        this.delay = delay;
        this.action = action;
        decision.add(Token.THE_ONE);
        starts.add(Token.THE_ONE);
    }

    public void start() {
        if (starts.poll() == null) {
            throw new IllegalStateException("started twice");
        }
        synchronized (this) {
            if (decision.peek() == null) {
                return;
            }
            clock = new Thread(this::tick, "clock");
            clock.start();
        }
    }

    private void tick() {
        try {
            if (wakeUps.poll(delay.toNanos(), TimeUnit.NANOSECONDS) != null) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody has this thread; take it for a wake-up.
            return;
        }
        if (decision.poll() != null) {
            action.run();
        }
    }

    public boolean cancel() {
        if (decision.poll() == null) {
            return false;
        }
        wakeUps.add(Token.THE_ONE);
        Thread running;
        synchronized (this) {
            running = clock;
        }
        if (running != null) {
            boolean interrupted = false;
            while (running.isAlive()) {
                try {
                    running.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }
}
