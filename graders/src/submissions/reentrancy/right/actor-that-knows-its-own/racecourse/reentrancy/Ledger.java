package racecourse.reentrancy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.LongSupplier;

public class Ledger {
    private static final class Owner extends Thread {
        private final LinkedBlockingDeque<Runnable> tasks = new LinkedBlockingDeque<>();
        private final Map<String, Long> accounts = new LinkedHashMap<>();

        Owner() {
            super("owner of a ledger");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                for (;;) {
                    tasks.takeFirst().run();
                }
            } catch (InterruptedException e) {
                // Not wanted any more.
            }
        }
    }

    private final Owner owner = new Owner();

    public Ledger() {
        owner.start();
    }

    private long on(LongSupplier task) {
        if (Thread.currentThread() == owner) {
            return task.getAsLong();
        }
        try {
            return CompletableFuture.supplyAsync(task::getAsLong, owner.tasks::addLast).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    public void deposit(String account, long cents) {
        if (cents < 0) {
            throw new IllegalArgumentException("negative: " + cents);
        }
        on(() -> owner.accounts.merge(account, cents, Long::sum));
    }

    public void depositAll(Map<String, Long> deposits) {
        Map<String, Long> copy = new LinkedHashMap<>(deposits);
        if (copy.values().stream().anyMatch(cents -> cents < 0)) {
            throw new IllegalArgumentException("negative: " + copy);
        }
        on(() -> {
            copy.forEach(this::deposit);
            return 0;
        });
    }

    public long balance(String account) {
        return on(() -> owner.accounts.getOrDefault(account, 0L));
    }

    public long total() {
        return on(() -> owner.accounts.values().stream().mapToLong(cents -> cents).sum());
    }
}
