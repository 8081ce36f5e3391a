package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

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
        String id = CURRENT.get();
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    public static Runnable capture(Runnable task) {
        String id = CURRENT.get();
        return () -> runWith(id, task);
    }
}
