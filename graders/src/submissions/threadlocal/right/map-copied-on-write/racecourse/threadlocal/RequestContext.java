package racecourse.threadlocal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<Map<String, String>> CONTEXT = ThreadLocal.withInitial(Map::of);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Map<String, String> changed = new HashMap<>(CONTEXT.get());
        changed.put("id", id);
        with(Map.copyOf(changed), task);
    }

    private static void with(Map<String, String> context, Runnable task) {
        Map<String, String> before = CONTEXT.get();
        CONTEXT.set(context);
        try {
            task.run();
        } finally {
            CONTEXT.set(before);
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CONTEXT.get().get("id"));
    }

    public static Runnable capture(Runnable task) {
        Map<String, String> context = CONTEXT.get();
        return () -> with(context, task);
    }
}
