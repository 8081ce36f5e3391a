package racecourse.lockorder;

import java.util.TreeMap;

public final class Bank {
    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException();
        }
        if (from == to) {
            return from.balance() >= cents;
        }
        boolean fromFirst = from.compareTo(to) < 0;
        long first = (fromFirst ? from : to).claim();
        long second = (fromFirst ? to : from).claim();
        long has = fromFirst ? first : second;
        long gets = fromFirst ? second : first;
        boolean enough = has >= cents;
        from.giveBack(enough ? has - cents : has);
        to.giveBack(enough ? gets + cents : gets);
        return enough;
    }

    public static long total(Account... accounts) {
        TreeMap<Account, Long> claimed = new TreeMap<>();
        for (Account account : accounts) {
            claimed.put(account, 0L);
        }
        claimed.replaceAll((account, nothing) -> account.claim());
        long sum = 0;
        for (Account account : accounts) {
            sum += claimed.get(account);
        }
        claimed.forEach(Account::giveBack);
        return sum;
    }
}
