package racecourse.lockorder;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class Account {
    private final int id;
    long cents;

    public Account(int id, long cents) {
        this.id = id;
        this.cents = cents;
    }

    public int id() {
        return id;
    }

    public synchronized long balance() {
        return cents;
    }
}
