package racecourse.daemon;

import java.time.Duration;

/**
 * Runs something again and again, on a daemon thread of its own, until it is closed. The story is in {@code README.md}
 * beside this file.
 *
 * <p>Any thread may call any method at any time, also the thread that beats, from inside a beat.
 */
public final class Heartbeat implements AutoCloseable {

    // TODO: what do the thread that beats and the one that closes have to know of each other?

    /**
     * A heartbeat that has not been started; nothing beats yet.
     *
     * @param beat what to run
     * @param period the time from one beat to the next
     * @throws IllegalArgumentException if the period is zero or negative
     */
    public Heartbeat(Runnable beat, Duration period) {
        // TODO
        throw new UnsupportedOperationException("The constructor of Heartbeat is not written yet");
    }

    /**
     * Begins to beat: the first time now, then every period, always on the same thread, which is a daemon.
     *
     * @throws IllegalStateException if it has been started before
     */
    public void start() {
        // TODO: who else may be calling start() just now?
        throw new UnsupportedOperationException("start() is not written yet");
    }

    /** Whether it has been started and not been closed. */
    public boolean isRunning() {
        // TODO
        throw new UnsupportedOperationException("isRunning() is not written yet");
    }

    /**
     * Ends it, and its thread. After close() has returned, to whomever, no beat is under way and none begins any more;
     * what the beats have written is then visible to the caller. It waits for the beat under way, also if the caller
     * has been interrupted. Called from inside a beat it returns, and that beat is the last one. May be called again,
     * and before {@link #start}.
     */
    @Override
    public void close() {
        // TODO: which moment is the worst one for close()?
        throw new UnsupportedOperationException("close() is not written yet");
    }
}
