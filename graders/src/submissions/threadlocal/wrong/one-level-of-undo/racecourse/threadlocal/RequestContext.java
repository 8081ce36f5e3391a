package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<String> BEFORE = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        BEFORE.set(CURRENT.get());
        CURRENT.set(id);
        try {
            task.run();
        } finally {
            CURRENT.set(BEFORE.get());
            BEFORE.remove();
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public static Runnable capture(Runnable task) {
        String id = CURRENT.get();
        return () -> runWith(id, task);
    }
}
