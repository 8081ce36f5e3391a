package racecourse.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Collections;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;


public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        AtomicInteger next = new AtomicInteger();
        ThreadFactory factory = task -> new Thread(task, "Thread " + next.getAndIncrement());
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(factory.newThread(task));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        return Collections.unmodifiableList(threads);
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
