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
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public static Runnable capture(Runnable task) {
        String captured = CURRENT.get();
        return new Runnable() {
            @Override
            public void run() {
                String before = CURRENT.get();
                if (captured == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(captured);
                }
                try {
                    task.run();
                } finally {
                    if (before == null) {
                        CURRENT.remove();
                    } else {
                        CURRENT.set(before);
                    }
                }
            }
        };
    }
}
