package racecourse.threadlocal;

import java.util.Optional;

public final class RequestContext {
    private RequestContext() {}

    public static void runWith(String id, Runnable task) {
        Handler handler = new Handler(id, task);
        handler.start();
        boolean interrupted = false;
        while (handler.isAlive()) {
            try {
                handler.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (handler.thrown != null) {
            throw new IllegalStateException(handler.thrown);
        }
    }

    private static final class Handler extends Thread {
        private final String id;
        private final Runnable task;
        private Throwable thrown;

        Handler(String id, Runnable task) {
            this.id = id;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
    }

    public static Optional<String> current() {
        return Thread.currentThread() instanceof Handler handler
                ? Optional.ofNullable(handler.id)
                : Optional.empty();
    }

    public static Runnable capture(Runnable task) {
        String id = current().orElse(null);
        return () -> runWith(id, task);
    }
}
