package racecourse.threadlocal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class RequestContext {
    private static final Map<String, Thread> OWNERS = new ConcurrentHashMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Thread me = Thread.currentThread();
        Optional<String> before = current();
        before.ifPresent(OWNERS::remove);
        OWNERS.put(id, me);
        try {
            task.run();
        } finally {
            OWNERS.remove(id);
            before.ifPresent(outer -> OWNERS.put(outer, me));
        }
    }

    public static Optional<String> current() {
        for (Map.Entry<String, Thread> entry : OWNERS.entrySet()) {
            if (entry.getValue() == Thread.currentThread()) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    public static Runnable capture(Runnable task) {
        Optional<String> id = current();
        return () -> {
            if (id.isPresent()) {
                runWith(id.get(), task);
            } else {
                Optional<String> before = current();
                before.ifPresent(OWNERS::remove);
                try {
                    task.run();
                } finally {
                    before.ifPresent(outer -> OWNERS.put(outer, Thread.currentThread()));
                }
            }
        };
    }
}
