package racecourse.threadlocal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

public final class RequestContext {
    private static final ThreadLocal<Set<String>> IDS = ThreadLocal.withInitial(LinkedHashSet::new);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Set<String> mine = IDS.get();
        mine.add(id);
        try {
            task.run();
        } finally {
            mine.remove(id);
        }
    }

    public static Optional<String> current() {
        String last = null;
        for (String id : IDS.get()) {
            last = id;
        }
        return Optional.ofNullable(last);
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
