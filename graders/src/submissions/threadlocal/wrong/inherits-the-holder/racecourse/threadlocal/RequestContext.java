package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final InheritableThreadLocal<Holder> HOLDER = new InheritableThreadLocal<>() {
        @Override
        protected Holder initialValue() {
            return new Holder();
        }
    };

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Holder mine = HOLDER.get();
        String before = mine.id;
        mine.id = id;
        try {
            task.run();
        } finally {
            mine.id = before;
        }
    }

    private static final class Holder {
        private String id;
    }

    public static Optional<String> current() {
        return Optional.ofNullable(HOLDER.get().id);
    }

    public static Runnable capture(Runnable task) {
        String id = HOLDER.get().id;
        return () -> runWith(id, task);
    }
}
