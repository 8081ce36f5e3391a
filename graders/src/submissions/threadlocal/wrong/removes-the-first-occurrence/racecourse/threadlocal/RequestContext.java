package racecourse.threadlocal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<List<String>> IDS = ThreadLocal.withInitial(ArrayList::new);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        List<String> mine = IDS.get();
        mine.add(id);
        try {
            task.run();
        } finally {
            mine.remove(id);
        }
    }

    public static Optional<String> current() {
        List<String> mine = IDS.get();
        return mine.isEmpty() ? Optional.empty() : Optional.ofNullable(mine.get(mine.size() - 1));
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
