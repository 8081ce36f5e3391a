package racecourse.lockorder;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

public final class Bank {
    private static final ExecutorService CLERK = Executors.newSingleThreadExecutor(task -> {
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
        return ask(() -> {
            if (from.cents < cents) {
                return false;
            }
            from.cents -= cents;
            to.cents += cents;
            return true;
        });
    }

    public static long total(Account... accounts) {
        return ask(() -> {
            long sum = 0;
            for (Account account : accounts) {
                sum += account.cents;
            }
            return sum;
        });
    }

    private static <T> T ask(Callable<T> question) {
        Future<T> answer = CLERK.submit(question);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new CancellationException(e.getCause().toString());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
