package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        List<Thread> threads = new ArrayList<>();
        int[] i = {0};
        while (i[0] < tasks.size()) {
            Thread thread = new Thread(() -> tasks.get(Math.min(i[0], tasks.size() - 1)).run(), "Thread " + i[0]);
            thread.start();
            threads.add(thread);
            i[0]++;
        }
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
