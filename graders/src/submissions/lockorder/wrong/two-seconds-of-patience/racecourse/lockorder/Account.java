package racecourse.lockorder;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public final class Account {
    final Lock lock = new ReentrantLock();
    private final int id;
    long cents;

    public Account(int id, long cents) {
        this.id = id;
        this.cents = cents;
    }

    public int id() {
        return id;
    }

    public long balance() {
        lock.lock();
        try {
            return cents;
        } finally {
            lock.unlock();
        }
    }
}
