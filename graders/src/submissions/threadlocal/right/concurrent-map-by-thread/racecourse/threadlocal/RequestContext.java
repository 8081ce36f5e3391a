package racecourse.threadlocal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class RequestContext {
    private static final Map<Thread, String> IDS = new ConcurrentHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        runWithOrWithout(id, task);
    }

    private static void runWithOrWithout(String id, Runnable task) {
        String before = put(id);
        try {
            task.run();
        } finally {
            put(before);
        }
    }

    private static String put(String id) {
        Thread me = Thread.currentThread();
        return id == null ? IDS.remove(me) : IDS.put(me, id);
    }

    public static Optional<String> current() {
        return Optional.ofNullable(IDS.get(Thread.currentThread()));
    }

    public static Runnable capture(Runnable task) {
        String id = IDS.get(Thread.currentThread());
        return () -> runWithOrWithout(id, task);
    }
}
