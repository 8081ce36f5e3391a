package racecourse.lockorder;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

public final class Account implements Comparable<Account> {
    record Money(long cents) {}

    private final int id;
    /** Null while somebody has claimed it. */
    private final AtomicReference<Money> money;

    public Account(int id, long cents) {
        this.id = id;
        this.money = new AtomicReference<>(new Money(cents));
    }

    public int id() {
        return id;
    }

    public long balance() {
        for (;;) {
            Money seen = money.get();
            if (seen != null) {
                return seen.cents();
            }
            LockSupport.parkNanos(1_000);
        }
    }

    long claim() {
        for (;;) {
            Money seen = money.getAndSet(null);
            if (seen != null) {
                return seen.cents();
            }
            LockSupport.parkNanos(1_000);
        }
    }

    void giveBack(long cents) {
        money.set(new Money(cents));
    }

    @Override
    public int compareTo(Account other) {
        return Integer.compare(id, other.id);
    }
}
