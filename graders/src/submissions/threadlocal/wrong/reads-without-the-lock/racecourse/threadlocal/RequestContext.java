package racecourse.threadlocal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class RequestContext {
    private static final Map<Thread, String> IDS = new HashMap<>();

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
        Thread me = Thread.currentThread();
        return id == null ? IDS.remove(me) : IDS.put(me, id);
    }

    public static Optional<String> current() {
        return Optional.ofNullable(IDS.get(Thread.currentThread()));
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
