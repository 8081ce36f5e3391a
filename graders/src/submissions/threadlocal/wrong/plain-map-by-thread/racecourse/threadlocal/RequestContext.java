package racecourse.threadlocal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

public final class RequestContext {
    private static final Map<Thread, String> IDS = new HashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Thread me = Thread.currentThread();
        String before = IDS.put(me, id);
        try {
            task.run();
        } finally {
            IDS.put(me, before);
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(IDS.get(Thread.currentThread()));
    }

    public static Runnable capture(Runnable task) {
        String id = IDS.get(Thread.currentThread());
        return () -> runWith(id, task);
    }
}
