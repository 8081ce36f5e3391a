package racecourse.reentrancy;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class Ledger {
    private Thread owner;
    private int depth;
    private final Object monitor = new Object();
    private final Map<String, Long> balances = new HashMap<>();

    private void enter() {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        synchronized (monitor) {
            while (owner != null && owner != me) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            owner = me;
            depth++;
        }
        if (interrupted) {
            me.interrupt();
        }
    }

    private void leave() {
        synchronized (monitor) {
            depth--;
            if (depth == 0) {
                owner = null;
                monitor.notify();
            }
        }
    }

    public void deposit(String account, long cents) {
        enter();
        try {
            if (cents < 0) {
                throw new IllegalArgumentException("negative: " + cents);
            }
            balances.merge(account, cents, Long::sum);
        } finally {
            leave();
        }
    }

    public void depositAll(Map<String, Long> deposits) {
        enter();
        try {
            for (long cents : deposits.values()) {
                if (cents <= 0) {
                    throw new IllegalArgumentException("negative: " + cents);
                }
            }
            deposits.forEach(this::deposit);
        } finally {
            leave();
        }
    }

    public long balance(String account) {
        enter();
        try {
            return balances.getOrDefault(account, 0L);
        } finally {
            leave();
        }
    }

    public long total() {
        enter();
        try {
            return balances.values().stream().mapToLong(cents -> cents).sum();
        } finally {
            leave();
        }
    }
}
