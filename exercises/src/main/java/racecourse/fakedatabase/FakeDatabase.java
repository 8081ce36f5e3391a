package racecourse.fakedatabase;

/**
 * A database that holds one number. It is fake: the number lives in a field, and a short sleep stands for the time that a
 * real database would need.
 *
 * <p>Any thread may call any method at any time, several threads at once. The story is in {@code README.md} beside this
 * file.
 */
public class FakeDatabase {

    // TODO: what does a database have to remember, and what does it need so that threads take turns?

    /** Makes a database whose value is 0. */
    public FakeDatabase() {
    }

    /**
     * Adds one to the value, slowly: reads the value, adds one to that copy, sleeps for 100 milliseconds (this is the
     * "work"), and writes the copy back. When this method has returned, the new value is written.
     *
     * <p>However many threads call it, no update is lost: after n calls the value is n.
     *
     * <p>What happens to this update when its thread is interrupted is up to you. The database must stay usable for
     * everybody else.
     *
     * @param name who updates, for your own messages; two threads may use the same name
     */
    public void update(String name) {
        // TODO: first write down the four steps as they stand, then think about a second thread between any two of them
        throw new UnsupportedOperationException("update() is not written yet");
    }

    /** The last value written by any thread. May be called while others update. */
    public int value() {
        // TODO: does a thread that only reads have to do anything special?
        throw new UnsupportedOperationException("value() is not written yet");
    }
}
