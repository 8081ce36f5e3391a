package racecourse.reentrancy;

import java.util.Map;

/**
 * Accounts and what is on them, in cents. An account exists from its first deposit on.
 *
 * <p>Any thread may call any method at any time. The story is in {@code README.md} beside this file.
 */
public class Ledger {

    // TODO: what does a ledger have to remember, and what guards it?

    /** A ledger without any accounts. */
    public Ledger() {
    }

    /**
     * Adds to an account.
     *
     * @param cents at least 0
     * @throws IllegalArgumentException if cents is negative; then nothing has changed
     */
    public void deposit(String account, long cents) {
        // TODO
        throw new UnsupportedOperationException("deposit() is not written yet");
    }

    /**
     * Makes several deposits as one: all of them or none, and nobody ever sees only a part of them. Each one is made by
     * {@link #deposit}, once, so that a subclass that overrides it hears of all of them.
     *
     * @param deposits the cents for each account
     * @throws IllegalArgumentException if one of the deposits is negative; then nothing has changed
     */
    public void depositAll(Map<String, Long> deposits) {
        // TODO: who holds which lock when this method calls deposit()?
        throw new UnsupportedOperationException("depositAll() is not written yet");
    }

    /** What is on the account; 0 for an unknown one. */
    public long balance(String account) {
        // TODO
        throw new UnsupportedOperationException("balance() is not written yet");
    }

    /** The sum of all accounts, at one moment. */
    public long total() {
        // TODO
        throw new UnsupportedOperationException("total() is not written yet");
    }
}
