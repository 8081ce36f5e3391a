package racecourse.threads;

import java.util.*;

public final class Tasks {
    private Tasks() {}

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        List<Thread> threads = new ArrayList<>();
        Thread.Builder builder = Thread.ofVirtual().name("Thread ", 0);
        for (Runnable task : tasks) threads.add(builder.start(task));
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread t : List.copyOf(threads)) t.join();
    }
}
