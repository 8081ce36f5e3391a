package racecourse.lockorder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

public final class Bank {
    private Bank() {
    }

    public static boolean transfer(Account from, Account to, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        return inAThread(() -> inOrder(sorted(from, to), 0, () -> {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        }));
    }

    public static long total(Account... accounts) {
        return inOrder(sorted(accounts), 0, () -> {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        });
    }

    private static <T> T inOrder(Account[] sorted, int next, Supplier<T> task) {
        if (next == sorted.length) {
            return task.get();
        }
        synchronized (sorted[next]) {
            return inOrder(sorted, next + 1, task);
        }
    }

    private static Account[] sorted(Account... accounts) {
        Account[] sorted = accounts.clone();
        Arrays.sort(sorted, Comparator.comparingInt(Account::id));
        return sorted;
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
