package racecourse.timer;

import java.time.Duration;

/**
 * Does something once, later, unless it is cancelled in time. The story is in {@code README.md} beside this file.
 *
 * <p>Any thread may call any method at any time, also the action itself.
 */
public final class Timer {

    // TODO: "it begins" and "it is cancelled": who decides which of them was first?

    /**
     * A timer that has not been started.
     *
     * @param delay how long after {@link #start} the action runs
     * @param action what to do, once, on another thread than the caller's
     */
    public Timer(Duration delay, Runnable action) {
        // TODO
        throw new UnsupportedOperationException("The constructor of Timer is not written yet");
    }

    /**
     * Starts the clock and returns. If it was cancelled before, nothing ever runs.
     *
     * @throws IllegalStateException if it has been started before
     */
    public void start() {
        // TODO
        throw new UnsupportedOperationException("start() is not written yet");
    }

    /**
     * Cancels it, if it is not too late. No thread of the timer stays behind: not after it has been cancelled, and not
     * after the action has ended.
     *
     * @return true if the action has not begun and never will; false if it has begun, or has ended
     */
    public boolean cancel() {
        // TODO: what does the thread do that is just about to begin?
        throw new UnsupportedOperationException("cancel() is not written yet");
    }
}
