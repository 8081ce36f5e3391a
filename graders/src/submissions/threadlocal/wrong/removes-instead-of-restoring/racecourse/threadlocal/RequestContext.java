package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        CURRENT.set(id);
        try {
            task.run();
        } finally {
            CURRENT.remove();
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
