package racecourse.threadlocal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

public final class RequestContext {
    private static final ThreadLocal<Deque<Optional<String>>> STACK = ThreadLocal.withInitial(ArrayDeque::new);

    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        runWith(Optional.of(id), task);
    }

    private static void runWith(Optional<String> id, Runnable task) {
        Deque<Optional<String>> stack = STACK.get();
        stack.push(id);
        try {
            task.run();
        } finally {
            stack.pop();
            if (stack.isEmpty()) {
                STACK.remove();
            }
        }
    }

    public static Optional<String> current() {
        Deque<Optional<String>> stack = STACK.get();
        return stack.isEmpty() ? Optional.empty() : stack.peek();
    }

    public static Runnable capture(Runnable task) {
        Optional<String> id = current();
        return () -> runWith(id, task);
    }
}
