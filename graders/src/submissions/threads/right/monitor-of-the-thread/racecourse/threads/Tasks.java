package racecourse.threads;

import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;

public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        List<Thread> threads = new LinkedList<>();
        ListIterator<? extends Runnable> each = tasks.listIterator();
        while (each.hasNext()) {
            String name = String.format("Thread %d", each.nextIndex());
            threads.add(new Thread(each.next(), name));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        return Collections.unmodifiableList(threads);
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            synchronized (thread) {
                while (thread.isAlive()) {
                    thread.wait();
                }
            }
        }
    }
}
