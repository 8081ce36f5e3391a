package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final class Frames {
        private final String[] ids = new String[16];
        private int depth;
    }

    private static final ThreadLocal<Frames> FRAMES = ThreadLocal.withInitial(Frames::new);

    private RequestContext() {
    }

    public static void runWith(String id, Runnable task) {
        Frames frames = FRAMES.get();
        frames.ids[frames.depth++] = id;
        try {
            task.run();
        } finally {
            frames.ids[--frames.depth] = null;
            if (frames.depth == 0) {
                FRAMES.remove();
            }
        }
    }

    public static Optional<String> current() {
        Frames frames = FRAMES.get();
        return frames.depth == 0 ? Optional.empty() : Optional.ofNullable(frames.ids[frames.depth - 1]);
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
