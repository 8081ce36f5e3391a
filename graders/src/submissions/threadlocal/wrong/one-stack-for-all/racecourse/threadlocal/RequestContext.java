package racecourse.threadlocal;

import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

public final class RequestContext {
    private static final Deque<Optional<String>> STACK = new ConcurrentLinkedDeque<>();

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        STACK.push(Optional.ofNullable(id));
        try {
            task.run();
        } finally {
            STACK.pop();
        }
    }

    public static Optional<String> current() {
        Optional<String> top = STACK.peek();
        return top == null ? Optional.empty() : top;
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
