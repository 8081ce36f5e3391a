package racecourse.threadlocal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

public final class RequestContext {
    private static final AtomicReference<String> CURRENT = new AtomicReference<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = CURRENT.getAndSet(id);
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
        return () -> runWith(id, task);
    }
}
