package racecourse.lockorder;

import java.util.concurrent.Semaphore;

public final class Account {
    final Semaphore mine = new Semaphore(1, true);
    private final int id;
    private long cents;

    public Account(int id, long cents) {
        this.id = id;
        this.cents = cents;
    }

    public int id() {
        return id;
    }

    public long balance() {
        mine.acquireUninterruptibly();
        try {
            return cents;
        } finally {
            mine.release();
        }
    }

    long look() {
        return cents;
    }

    void add(long more) {
        cents += more;
    }
}
