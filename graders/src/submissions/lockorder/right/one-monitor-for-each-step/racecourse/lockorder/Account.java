package racecourse.lockorder;

public final class Account {
    private static final Object BOOK = new Object();

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
        synchronized (BOOK) {
            return cents;
        }
    }

    void add(long more) {
        synchronized (BOOK) {
            cents += more;
        }
    }
}
