package racecourse.lockorder;

import java.util.concurrent.atomic.AtomicLong;

public final class Account {
    private final int id;
    final AtomicLong cents;

    public Account(int id, long cents) {
        this.id = id;
        this.cents = new AtomicLong(cents);
    }

    public int id() {
        return id;
    }

    public long balance() {
        return cents.get();
    }
}
