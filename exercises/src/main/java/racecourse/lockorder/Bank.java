package racecourse.lockorder;

/**
 * Moves money between accounts.
 *
 * <p>Any thread may call any method at any time.
 */
public final class Bank {

    private Bank() {
    }

    /**
     * Moves money from one account to another or, if there is not enough on the first one, changes nothing. Never does
     * anybody see in {@link #total} that the money has left the one and not yet arrived at the other. Transfers between
     * different pairs of accounts run at the same time.
     *
     * @param from may be the same account as {@code to}: then nothing moves, and the answer is the same as for another one
     * @param cents at least 0
     * @return whether there was enough
     * @throws IllegalArgumentException if cents is negative; then nothing has changed
     */
    public static boolean transfer(Account from, Account to, long cents) {
        // TODO: two locks are needed. What if another thread needs the same two?
        throw new UnsupportedOperationException("transfer() is not written yet");
    }

    /**
     * The sum of the balances at one moment.
     *
     * @param accounts different accounts, in any order
     */
    public static long total(Account... accounts) {
        // TODO
        throw new UnsupportedOperationException("total() is not written yet");
    }
}
