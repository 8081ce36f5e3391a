package racecourse.lockorder;

public final class Bank {
    static final Object ALL = new Object();

    private Bank() {
    }

    /** What was asked for, and what came of it. */
    private static final class Receipt {
        int giver;
        int taker;
        boolean paid;
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("Less than nothing: " + cents);
        }
        Receipt receipt = new Receipt();
        receipt.giver = from.id();
        receipt.taker = to.id();
        boolean enough;
        synchronized (ALL) {
            enough = from.cents >= cents;
            if (enough) {
                from.cents -= cents;
                to.cents += cents;
            }
        }
        receipt.paid = enough;
        return receipt.paid;
    }

    public static long total(Account... accounts) {
        synchronized (ALL) {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        }
    }
}
