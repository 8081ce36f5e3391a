package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        CURRENT.set(id);
        DEPTH.set(DEPTH.get() + 1);
        try {
            task.run();
        } finally {
            DEPTH.set(DEPTH.get() - 1);
            if (DEPTH.get() == 0) {
                CURRENT.remove();
            }
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
