package racecourse.lockorder;

public final class Account {
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
