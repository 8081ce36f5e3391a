package racecourse.threads;

import java.util.List;

/**
 * Starts threads and waits for them. The story is in {@code README.md} beside this file.
 *
 * <p>Any thread may call any method at any time.
 */
public final class Tasks {

    private Tasks() {
    }

    /**
     * Starts one new thread for each task, all of them, and returns at once: it does not wait until a task has ended.
     *
     * @param tasks what to run; may be empty; the first one runs on the thread named "Thread 0", the second one on
     *     "Thread 1", and so on
     * @return the started threads, in the order of the tasks
     */
    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        // TODO: what is the difference between a thread's run() and its start()?
        throw new UnsupportedOperationException("startAll() is not written yet");
    }

    /**
     * Returns when every one of the threads has ended, normally or by an exception, however long it takes. What they
     * have written is then visible to the caller.
     *
     * @param threads started threads; may be empty
     * @throws InterruptedException if the calling thread is interrupted while it has to wait; the threads themselves
     *     go on undisturbed
     */
    public static void joinAll(List<Thread> threads) throws InterruptedException {
        // TODO: is it enough to wait for the thread that was started last?
        throw new UnsupportedOperationException("joinAll() is not written yet");
    }
}
