package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private static final ScopedValue<Optional<String>> ID = ScopedValue.newInstance();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        ScopedValue.where(ID, Optional.of(id)).run(task);
    }

    public static Optional<String> current() {
        return ID.orElse(Optional.empty());
    }

    public static Runnable capture(Runnable task) {
        Optional<String> now = current();
        return () -> ScopedValue.where(ID, now).run(task);
    }
}
