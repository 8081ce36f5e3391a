package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;

public final class Bank {
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
        Account first = from.id() < to.id() ? from : to;
        boolean enough;
        synchronized (first) {
            synchronized (first == from ? to : from) {
                enough = from.cents >= cents;
                if (enough) {
                    from.cents -= cents;
                    to.cents += cents;
                }
            }
        }
        receipt.paid = enough;
        return receipt.paid;
    }

    public static long total(Account... accounts) {
        Account[] inOrder = accounts.clone();
        Arrays.sort(inOrder, Comparator.comparingInt(Account::id));
        return total(inOrder, 0);
    }

    private static long total(Account[] inOrder, int at) {
        if (at == inOrder.length) {
            return 0;
        }
        synchronized (inOrder[at]) {
            return inOrder[at].cents + total(inOrder, at + 1);
        }
    }
}
