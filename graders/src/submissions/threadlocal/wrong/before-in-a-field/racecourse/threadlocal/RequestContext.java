package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

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
        return new Captured(CURRENT.get(), task);
    }

    private static final class Captured implements Runnable {
        private final String id;
        private final Runnable task;
        private String before;

        Captured(String id, Runnable task) {
            this.id = id;
            this.task = task;
        }

        @Override
        public void run() {
            before = CURRENT.get();
            CURRENT.set(id);
            try {
                task.run();
            } finally {
                CURRENT.set(before);
            }
        }
    }
}
