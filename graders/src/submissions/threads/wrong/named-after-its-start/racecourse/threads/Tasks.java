package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        Thread[] threads = new Thread[tasks.size()];
        for (int i = threads.length - 1; i >= 0; i--) {
            threads[i] = new Thread(tasks.get(i));
            threads[i].start();
            threads[i].setName("Thread " + i);
        }
        return List.of(threads);
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).join();
        }
    }
}
