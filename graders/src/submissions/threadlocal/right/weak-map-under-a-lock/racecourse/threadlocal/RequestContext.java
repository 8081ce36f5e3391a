package racecourse.threadlocal;

import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

public final class RequestContext {
    private static final Map<Thread, String> IDS = new WeakHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = swap(id);
        try {
            task.run();
        } finally {
            swap(before);
        }
    }

    private static String swap(String id) {
        synchronized (IDS) {
            return IDS.put(Thread.currentThread(), id);
        }
    }

    public static Optional<String> current() {
        synchronized (IDS) {
            return Optional.ofNullable(IDS.get(Thread.currentThread()));
        }
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
