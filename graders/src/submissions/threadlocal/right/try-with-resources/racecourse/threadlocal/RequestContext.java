package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        try (Scope scope = new Scope(id)) {
            task.run();
        }
    }

    private static final class Scope implements AutoCloseable {
        private final String before = CURRENT.get();

        Scope(String id) {
            CURRENT.set(id);
        }

        @Override
        public void close() {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
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
