package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<Optional<String>> CURRENT = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        bind(Optional.of(id), task).run();
    }

    private static Runnable bind(Optional<String> id, Runnable task) {
        return () -> {
            Optional<String> before = current();
            CURRENT.set(id);
            try {
                task.run();
            } finally {
                CURRENT.set(before);
            }
        };
    }

    public static Optional<String> current() {
        Optional<String> id = CURRENT.get();
        return id == null ? Optional.empty() : id;
    }

    public static Runnable capture(Runnable task) {
        return bind(current(), task);
    }
}
