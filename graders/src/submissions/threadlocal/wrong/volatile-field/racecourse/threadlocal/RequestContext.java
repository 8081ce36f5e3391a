package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static volatile String current;

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = current;
        current = id;
        try {
            task.run();
        } finally {
            current = before;
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(current);
    }

    public static Runnable capture(Runnable task) {
        String id = current;
        return () -> runWith(id, task);
    }
}
