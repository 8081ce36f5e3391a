package racecourse.lockorder;

public final class Account {
    private final int id;

    public Account(int id, long cents) {
        this.id = id;
        Bank.open(this, cents);
    }

    public int id() {
        return id;
    }

    public long balance() {
        return Bank.total(this);
    }
}
