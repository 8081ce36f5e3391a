package racecourse.engine.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import racecourse.engine.run.VirtualThreads;

/**
 * Knows which threads of this JVM belong to the run: not the JVM's, not those that were there
 * before the first round, not those that an abandoned round left behind. Used by one runner; safe
 * for use by its threads.
 */
final class RunThreads {
  private static final int DEEPEST = 256;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OsTasks tasks = new OsTasks();
  private final ThreadGroup root;
  private final Set<Thread> foreign =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final Set<Thread> leftOver =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /** Who slept when the round began, and how often he had waited by then. */
  private volatile Map<Long, Long> asleep = Map.of();

  private volatile Sleepers.Virtual virtuallyAsleep = Sleepers.Virtual.NONE;

  RunThreads() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    root = group;
    foreign.addAll(all());
  }

  private List<Thread> all() {
    Thread[] alive = new Thread[root.activeCount() + 16];
    int count = root.enumerate(alive, true);
    while (count == alive.length) {
      alive = new Thread[alive.length * 2];
      count = root.enumerate(alive, true);
    }
    return List.of(Arrays.copyOf(alive, count));
  }

  /** Threads of the run that are alive, helpers of the JDK not counted. */
  Set<Thread> alive() {
    Set<Thread> alive = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Thread thread : all()) {
      if (isOfRun(thread) && !isHelper(thread)) {
        alive.add(thread);
      }
    }
    return alive;
  }

  /** These threads are of no interest any more. */
  void leaveBehind(Collection<Thread> abandoned) {
    leftOver.removeIf(thread -> !thread.isAlive());
    leftOver.addAll(abandoned);
  }

  /** How many threads of abandoned rounds are still there. */
  int leftBehind() {
    leftOver.removeIf(thread -> !thread.isAlive());
    return leftOver.size();
  }

  /**
   * A round begins. Whoever sleeps now, since an earlier round that passed, is of no interest until
   * he wakes: he may sleep for an hour, and nobody in this round waits for that.
   */
  void beginRound() {
    asleep = Map.of();
    Map<Long, Long> sleepers = new HashMap<>();
    for (Seen seen : look(Set.of()).threads()) {
      if (seen.doing() == Seen.Doing.SLEEPS) {
        sleepers.put(seen.id(), seen.info().getWaitedCount());
      }
    }
    asleep = sleepers;
    virtuallyAsleep = Sleepers.virtual();
  }

  /** How many threads of the run do not wait for somebody, or do so in turns. */
  long restless() {
    return look(Set.of()).threads().stream()
        .filter(seen -> !seen.helper() && !seen.waitsForGood())
        .count();
  }

  private boolean sleepsOn(Seen seen) {
    return seen.doing() == Seen.Doing.SLEEPS
        && asleep.getOrDefault(seen.id(), -1L) == seen.info().getWaitedCount();
  }

  /** Looks at all threads of the run, and at busy helpers of the JDK, but not at these. */
  Sample look(Set<Thread> without) {
    Map<Long, Thread> byId = new TreeMap<>();
    for (Thread thread : all()) {
      if (!without.contains(thread) && (isOfRun(thread) || isHelper(thread))) {
        byId.put(thread.getId(), thread);
      }
    }
    long[] ids = byId.keySet().stream().mapToLong(Long::longValue).toArray();
    List<Seen> seen = new ArrayList<>();
    for (ThreadInfo info : threads.getThreadInfo(ids, DEEPEST)) {
      if (info == null || info.getThreadState() == Thread.State.TERMINATED) {
        continue;
      }
      Thread thread = byId.get(info.getThreadId());
      if (thread == null) {
        continue;
      }
      boolean helper = isHelper(thread);
      Seen one = Seen.of(thread, info, helper);
      if (!(helper && one.waitsForGood()) && !sleepsOn(one)) {
        seen.add(one);
      }
    }
    return new Sample(seen, Sleepers.virtual().since(virtuallyAsleep));
  }

  /** Processor time the thread has used so far, in nanoseconds; 0 if unknown. */
  long cpu(long id) {
    return Math.max(0, threads.getThreadCpuTime(id));
  }

  /** Whether no thread runs or could, as the operating system sees it. */
  Quiet quiet() {
    OptionalInt running = tasks.running();
    if (running.isEmpty()) {
      return Quiet.UNKNOWN;
    }
    return running.getAsInt() == 0 ? Quiet.YES : Quiet.NO;
  }

  /** An answer to {@link #quiet}. */
  enum Quiet {
    YES,
    NO,
    UNKNOWN
  }

  private boolean isOfRun(Thread thread) {
    return !foreign.contains(thread) && !leftOver.contains(thread) && !isOfJvm(thread);
  }

  private static boolean isOfJvm(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    if (group == null
        || group.getParent() == null
        || group.getName().equals("InnocuousThreadGroup")) {
      return true;
    }
    String name = thread.getName();
    return name.equals("DestroyJavaVM") || name.equals("Attach Listener");
  }

  /**
   * Whether it is a thread of the JDK that runs the student's code, or wakes it, but is nobody's to
   * end.
   */
  private static boolean isHelper(Thread thread) {
    String name = thread.getName();
    return (thread instanceof ForkJoinWorkerThread worker
            && (worker.getPool() == ForkJoinPool.commonPool() || VirtualThreads.isCarrier(worker)))
        || name.equals("CompletableFutureDelayScheduler")
        // Of virtual threads, of the common pool, and on JDK 25 of any ForkJoinPool.
        || name.startsWith("ForkJoinPool") && name.endsWith("-delayScheduler")
        || name.startsWith("VirtualThread-unparker")
        || name.startsWith("process reaper");
  }
}
