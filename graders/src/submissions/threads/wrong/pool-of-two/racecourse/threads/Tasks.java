package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        java.util.concurrent.ExecutorService pool = java.util.concurrent.Executors.newFixedThreadPool(2);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            java.util.concurrent.Future<?> future = pool.submit(tasks.get(i));
            Thread thread = new Thread(() -> {
                try {
                    future.get();
                } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                    // The task has ended, too.
                }
            }, "Thread " + i);
            thread.start();
            threads.add(thread);
        }
        pool.shutdown();
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
