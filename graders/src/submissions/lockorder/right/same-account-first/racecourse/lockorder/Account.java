package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Account {
    private final int id;
    final ReentrantLock lock = new ReentrantLock();
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
