package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final InheritableThreadLocal<String> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected String childValue(String parentValue) {
            return null;
        }
    };

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        String before = CURRENT.get();
        CURRENT.set(id);
        try {
            task.run();
        } finally {
            CURRENT.set(before);
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public static Runnable capture(Runnable task) {
        String id = CURRENT.get();
        return () -> runWith(id, task);
    }
}
