package racecourse.threadlocal;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public final class RequestContext {
    private static final ConcurrentMap<Long, Optional<String>> IDS = new ConcurrentHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Long me = me();
        Optional<String> before = IDS.getOrDefault(me, Optional.empty());
        swap(me, Optional.of(id), before, task);
    }

    private static Long me() {
        return Thread.currentThread().getId();
    }

    private static void swap(Long me, Optional<String> id, Optional<String> before, Runnable task) {
        IDS.put(me, id);
        try {
            task.run();
        } finally {
            if (before.isEmpty()) {
                IDS.remove(me);
            } else {
                IDS.put(me, before);
            }
        }
    }

    public static Optional<String> current() {
        return IDS.getOrDefault(me(), Optional.empty());
    }

    public static Runnable capture(Runnable task) {
        Optional<String> id = current();
        return () -> swap(me(), id, current(), task);
    }
}
