package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(new TaskThread(threads.size(), task));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static final class TaskThread extends Thread {
        private final Runnable task;

        TaskThread(int number, Runnable task) {
            super("Thread " + number);
            this.task = task;
        }

        @Override
        public void run() {
            task.run();
        }
    }
}
