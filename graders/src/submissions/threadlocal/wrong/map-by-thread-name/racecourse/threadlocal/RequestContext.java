package racecourse.threadlocal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class RequestContext {
    private static final Map<String, Optional<String>> IDS = new ConcurrentHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String me = Thread.currentThread().getName();
        Optional<String> before = IDS.getOrDefault(me, Optional.empty());
        IDS.put(me, Optional.ofNullable(id));
        try {
            task.run();
        } finally {
            IDS.put(me, before);
        }
    }

    public static Optional<String> current() {
        return IDS.getOrDefault(Thread.currentThread().getName(), Optional.empty());
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
