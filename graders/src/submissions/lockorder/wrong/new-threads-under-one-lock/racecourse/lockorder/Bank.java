package racecourse.lockorder;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

public final class Bank {
    private static final Object LOCK = new Object();

    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        return inAThread(() -> {
            synchronized (LOCK) {
                if (from.cents < cents) {
                    return false;
                }
                from.cents -= cents;
                to.cents += cents;
                return true;
            }
        });
    }

    public static long total(Account... accounts) {
        synchronized (LOCK) {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        }
    }

    private static <T> T inAThread(Callable<T> task) {
        FutureTask<T> answer = new FutureTask<>(task);
        Thread thread = new Thread(answer, "clerk");
        thread.setDaemon(true);
        thread.start();
        return await(answer);
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
