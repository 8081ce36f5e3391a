package racecourse.threadlocal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

public final class RequestContext {
    private static final Map<Long, List<Optional<String>>> IDS = new ConcurrentSkipListMap<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        with(Optional.of(id), task);
    }

    private static List<Optional<String>> mine() {
        return IDS.computeIfAbsent(Thread.currentThread().getId(), any -> new ArrayList<>());
    }

    private static void with(Optional<String> id, Runnable task) {
        List<Optional<String>> mine = mine();
        mine.add(id);
        try {
            task.run();
        } finally {
            mine.remove(mine.size() - 1);
            if (mine.isEmpty()) {
                IDS.remove(Thread.currentThread().getId());
            }
        }
    }

    public static Optional<String> current() {
        List<Optional<String>> mine = IDS.get(Thread.currentThread().getId());
        return mine == null ? Optional.empty() : mine.get(mine.size() - 1);
    }

    public static Runnable capture(Runnable task) {
        Optional<String> id = current();
        return () -> with(id, task);
    }
}
