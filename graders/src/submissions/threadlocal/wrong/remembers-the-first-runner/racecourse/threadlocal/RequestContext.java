package racecourse.threadlocal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = CURRENT.get();
        CURRENT.set(id);
        try {
            task.run();
        } finally {
            CURRENT.set(before);
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public static Runnable capture(Runnable task) {
        String id = CURRENT.get();
        AtomicReference<Optional<String>> before = new AtomicReference<>();
        return () -> {
            before.compareAndSet(null, current());
            CURRENT.set(id);
            try {
                task.run();
            } finally {
                CURRENT.set(before.get().orElse(null));
            }
        };
    }
}
