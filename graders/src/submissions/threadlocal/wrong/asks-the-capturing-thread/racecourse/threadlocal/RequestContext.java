package racecourse.threadlocal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class RequestContext {
    private static final Map<Thread, Optional<String>> IDS = new ConcurrentHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        with(Optional.of(id), task);
    }

    private static void with(Optional<String> id, Runnable task) {
        Thread me = Thread.currentThread();
        Optional<String> before = IDS.getOrDefault(me, Optional.empty());
        IDS.put(me, id);
        try {
            task.run();
        } finally {
            IDS.put(me, before);
        }
    }

    public static Optional<String> current() {
        return IDS.getOrDefault(Thread.currentThread(), Optional.empty());
    }

    public static Runnable capture(Runnable task) {
        Thread owner = Thread.currentThread();
        return () -> with(IDS.getOrDefault(owner, Optional.empty()), task);
    }
}
