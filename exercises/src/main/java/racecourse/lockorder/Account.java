package racecourse.lockorder;

/**
 * An account with money on it. Only {@link Bank} moves money.
 *
 * <p>Any thread may call any method at any time. The story is in {@code README.md} beside this file.
 */
public final class Account {

    // TODO: what does an account have to remember, what guards it, and what may Bank see of it?

    /**
     * A new account.
     *
     * @param id its number; no two accounts have the same
     * @param cents what is on it, at least 0
     */
    public Account(int id, long cents) {
        // TODO
        throw new UnsupportedOperationException("The constructor of Account is not written yet");
    }

    /** Its number. */
    public int id() {
        // TODO
        throw new UnsupportedOperationException("id() is not written yet");
    }

    /** What is on it now. */
    public long balance() {
        // TODO
        throw new UnsupportedOperationException("balance() is not written yet");
    }
}
