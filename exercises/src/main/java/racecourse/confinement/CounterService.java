package racecourse.confinement;

import java.util.function.Consumer;

/**
 * Counts on one thread and prints on another one, so that neither the count nor the printer is ever touched by two
 * threads at a time. The story is in {@code README.md} beside this file.
 *
 * <p>Any thread may call any method at any time.
 */
public final class CounterService implements AutoCloseable {

    // TODO: which thread owns what, and how do the others tell it what they want?

    /**
     * A service whose count is 0.
     *
     * @param printer takes one line at a time and may be slow; only one thread ever calls it, the same one for every line
     */
    public CounterService(Consumer<String> printer) {
        // TODO
        throw new UnsupportedOperationException("The constructor of CounterService is not written yet");
    }

    /**
     * Adds one, some time later, and returns at once, however busy the printer is. For the increment that makes the
     * count N the printer gets "The count is N" and then "---------------", N being 1, 2, 3, ... in this order.
     *
     * @throws IllegalStateException if the service is closed; then nothing is counted or printed for it
     */
    public void increment() {
        // TODO
        throw new UnsupportedOperationException("increment() is not written yet");
    }

    /**
     * Returns when every increment so far is counted and both of its lines are printed, also if the service is closed.
     *
     * @throws InterruptedException if the calling thread is interrupted while it has to wait; nobody else notices
     */
    public void join() throws InterruptedException {
        // TODO: how does the caller learn that somebody else has finished?
        throw new UnsupportedOperationException("join() is not written yet");
    }

    /** How many increments have been counted. */
    public int count() {
        // TODO
        throw new UnsupportedOperationException("count() is not written yet");
    }

    /**
     * Takes no more increments; when it returns, those that were accepted are counted and printed, and both threads
     * come to their end.
     */
    @Override
    public void close() {
        // TODO: how does a thread that waits for work learn that there will be none?
        throw new UnsupportedOperationException("close() is not written yet");
    }
}
