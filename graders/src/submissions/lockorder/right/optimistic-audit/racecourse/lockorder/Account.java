package racecourse.lockorder;

import java.util.concurrent.locks.StampedLock;

public final class Account {
    final StampedLock stamps = new StampedLock();
    private final int id;
    volatile long cents;

    public Account(int id, long cents) {
        this.id = id;
        this.cents = cents;
    }

    public int id() {
        return id;
    }

    public long balance() {
        return cents;
    }
}
