package racecourse.lockorder;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public final class Bank {
    private static final ExecutorService CLERKS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "clerk");
        thread.setDaemon(true);
        return thread;
    });

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        return await(CLERKS.submit(() -> move(from, to, cents)));
    }

    private static synchronized boolean move(Account from, Account to, long cents) {
        if (from.cents < cents) {
            return false;
        }
        from.cents -= cents;
        to.cents += cents;
        return true;
    }

    public static synchronized long total(Account... accounts) {
        long sum = 0;
        for (Account account : accounts) {
            sum += account.cents;
        }
        return sum;
    }

    private static <T> T await(Future<T> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
