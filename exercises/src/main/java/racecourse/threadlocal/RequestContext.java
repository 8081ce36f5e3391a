package racecourse.threadlocal;

import java.util.Optional;

/**
 * Knows which request the current thread is working on, so that nobody has to hand the id through every call. The
 * story is in {@code README.md} beside this file.
 *
 * <p>Any thread may call any method at any time. No thread ever sees the id of another thread, or of a task that has
 * ended; a thread that nobody gave an id has none, whoever started it.
 */
public final class RequestContext {

    // TODO: where does a value live that each thread has for itself?

    private RequestContext() {
    }

    /**
     * Runs the task with this id as current, and afterwards restores what was current before, whatever the task does.
     * A task may itself call this method.
     *
     * @param id any string
     */
    public static void runWith(String id, Runnable task) {
        // TODO: on which ways can the task end?
        throw new UnsupportedOperationException("runWith() is not written yet");
    }

    /** The id that the calling thread's task runs with; empty if it has none. */
    public static Optional<String> current() {
        // TODO
        throw new UnsupportedOperationException("current() is not written yet");
    }

    /**
     * The same task, to be run later on any thread with the id that is current now, or with none if there is none now.
     * Whoever runs it has afterwards what he had before. It may be run several times, also at the same time.
     */
    public static Runnable capture(Runnable task) {
        // TODO: what has to be looked up now, and what only when the task runs?
        throw new UnsupportedOperationException("capture() is not written yet");
    }
}
