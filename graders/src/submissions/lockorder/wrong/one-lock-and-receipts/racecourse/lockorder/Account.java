package racecourse.lockorder;

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

    public long balance() {
        synchronized (Bank.ALL) {
            return cents;
        }
    }
}
