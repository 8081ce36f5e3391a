package racecourse.threadlocal;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final Deque<String> BEFORE = new ConcurrentLinkedDeque<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Deque<String> outer = BEFORE;
        outer.push(String.valueOf(CURRENT.get()));
        CURRENT.set(id);
        try {
            task.run();
        } finally {
            String before = outer.pop();
            CURRENT.set(before.equals("null") ? null : before);
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
