package racecourse.threads;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * A thread that runs one task and keeps what came of it. Whoever made it calls {@link #start()}, as with any thread.
 *
 * <p>Any thread may call any method at any time.
 */
public class Worker extends Thread {

    // TODO: a started thread calls its own run(), which you may override. Where does the result go from there?

    /**
     * A worker that has not been started yet.
     *
     * @param name the thread's name
     * @param task what this thread runs, once, when it has been started
     */
    public Worker(String name, Callable<?> task) {
        super(name);
        // TODO
        throw new UnsupportedOperationException("The constructor of Worker is not written yet");
    }

    /**
     * What the task returned, which may be null. Waits until the task has ended, also if the worker has not even been
     * started yet. May be called several times and by several threads; they all get the same answer.
     *
     * @throws ExecutionException if the task threw something, of whatever type; that is the cause
     * @throws InterruptedException if the calling thread is interrupted while it has to wait; the task goes on
     *     undisturbed
     */
    public Object result() throws InterruptedException, ExecutionException {
        // TODO
        throw new UnsupportedOperationException("result() is not written yet");
    }
}
