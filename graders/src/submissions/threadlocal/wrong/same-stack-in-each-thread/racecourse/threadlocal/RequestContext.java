package racecourse.threadlocal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

public final class RequestContext {
    private static final Deque<Optional<String>> EMPTY = new ArrayDeque<>();
    private static final ThreadLocal<Deque<Optional<String>>> STACK = ThreadLocal.withInitial(() -> EMPTY);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Deque<Optional<String>> stack = STACK.get();
        stack.push(Optional.ofNullable(id));
        try {
            task.run();
        } finally {
            stack.pop();
        }
    }

    public static Optional<String> current() {
        Optional<String> top = STACK.get().peek();
        return top == null ? Optional.empty() : top;
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
