package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static String current;

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = swap(id);
        try {
            task.run();
        } finally {
            swap(before);
        }
    }

    private static synchronized String swap(String id) {
        String before = current;
        current = id;
        return before;
    }

    public static Optional<String> current() {
        synchronized (RequestContext.class) {
            return Optional.ofNullable(current);
        }
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
