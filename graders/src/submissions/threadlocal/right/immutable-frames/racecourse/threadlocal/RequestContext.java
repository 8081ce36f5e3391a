package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<Frame> TOP = new ThreadLocal<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        enter(id, task);
    }

    private record Frame(String id, Frame outer) {}

    private static void enter(String id, Runnable task) {
        Frame frame = new Frame(id, TOP.get());
        TOP.set(frame);
        try {
            task.run();
        } finally {
            TOP.set(frame.outer());
        }
    }

    public static Optional<String> current() {
        return Optional.ofNullable(TOP.get()).map(Frame::id);
    }

    public static Runnable capture(Runnable task) {
        Frame now = TOP.get();
        String id = now == null ? null : now.id();
        return () -> enter(id, task);
    }
}
