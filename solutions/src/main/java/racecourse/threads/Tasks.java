package racecourse.threads;

import java.util.ArrayList;
import java.util.List;

/** Starts threads and waits for them. */
public final class Tasks {
  private Tasks() {}

  /** One new started thread per task; returns at once. */
  public static List<Thread> startAll(List<? extends Runnable> tasks) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable task : tasks) {
      threads.add(new Thread(task, "Thread " + threads.size()));
    }
    threads.forEach(Thread::start);
    return threads;
  }

  /** Returns when every thread has ended; in which order they end does not matter. */
  public static void joinAll(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
