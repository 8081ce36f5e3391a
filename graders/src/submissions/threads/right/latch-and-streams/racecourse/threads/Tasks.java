package racecourse.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;


public final class Tasks {
    private Tasks() {
    }

    public static List<Thread> startAll(List<? extends Runnable> tasks) {
        List<Thread> threads = IntStream.range(0, tasks.size())
                .mapToObj(i -> new Thread(tasks.get(i), "Thread " + i))
                .toList();
        threads.forEach(Thread::start);
        return threads;
    }

    public static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
