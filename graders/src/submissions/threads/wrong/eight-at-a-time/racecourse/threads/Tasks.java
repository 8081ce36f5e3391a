package racecourse.threads;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;
import java.lang.ref.*;
import java.lang.invoke.*;

public final class Tasks {
    private Tasks() {
    }
    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        Semaphore room = new Semaphore(8);
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            Thread t = new Thread(() -> {
                room.acquireUninterruptibly();
                try { task.run(); } finally { room.release(); }
            }, "Thread " + threads.size());
            threads.add(t);
            t.start();
        }
        return threads;
    }
    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread t : threads) {
            t.join();
        }
    }

}
