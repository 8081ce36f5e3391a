package racecourse.engine.vmlens;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/**
 * The stage of one run under vmlens: actors are real threads. Everything here is guarded by
 * monitors that vmlens does not see, and no thread calls anything that vmlens schedules while it
 * holds one. Collections of {@code java.util} are left out on purpose: vmlens watches their fields,
 * and what a journal does must be neither a race nor a delay.
 */
final class VmlensScene implements Scene {

  /**
   * The first thing that went wrong, and where.
   *
   * @param cause what was thrown
   * @param thread the name of the thread
   * @param nanoTime when
   * @param arguments what is to be filled into a violation's message: that reads locales and
   *     resources, which would take vmlens hundreds of steps on the scenario's threads
   */
  record Failure(Throwable cause, String thread, long nanoTime, List<@Nullable Object> arguments) {}

  /** Ends a run that nobody waits for any more. */
  static final class Abandoned extends Error {
    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("The run was given up.", null, false, false);
    }
  }

  /** The scenario asks for something that real threads under vmlens cannot answer. */
  static final class Unsupported extends Error {
    private static final long serialVersionUID = 1L;

    Unsupported(String message) {
      super(message);
    }
  }

  private final Cast cast;
  private @Nullable Part last;

  private final Object lock = new Object();
  private @Nullable Failure failure;
  private boolean abandoned;

  VmlensScene(Cast cast) {
    this.cast = cast;
  }

  /** What went wrong first, or null. Any thread. */
  @Nullable Failure failure() {
    synchronized (lock) {
      return failure;
    }
  }

  /**
   * Notes what went wrong on this thread, unless something did before or the run was given up. Any
   * thread.
   */
  void failed(Throwable cause, @Nullable Object... arguments) {
    synchronized (lock) {
      if (failure == null && !abandoned && !(cause instanceof Abandoned)) {
        failure =
            new Failure(
                cause,
                Thread.currentThread().getName(),
                System.nanoTime(),
                Arrays.asList(arguments));
      }
    }
  }

  /** From now on nothing that happens here counts. Any thread. */
  void abandon() {
    synchronized (lock) {
      abandoned = true;
    }
  }

  private boolean isAbandoned() {
    synchronized (lock) {
      return abandoned;
    }
  }

  @Override
  public Actor actor(String name, Act act) {
    last = new Part(name, act, last);
    return last;
  }

  @Override
  public void play() {
    start(last);
    boolean interrupted = false;
    for (Part part = last; part != null; part = part.previous) {
      while (!part.joined) {
        try {
          part.thread.join();
          part.joined = true;
        } catch (InterruptedException e) {
          if (isAbandoned()) {
            throw new Abandoned();
          }
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure() != null) {
      throw new Abandoned();
    }
  }

  /** Starts what has not been started yet, oldest first. */
  private static void start(@Nullable Part part) {
    if (part != null && part.thread.getState() == Thread.State.NEW) {
      start(part.previous);
      part.thread.start();
    }
  }

  @Override
  public void settle() {
    throw new Unsupported("the scenario asks when all threads wait, which vmlens cannot tell");
  }

  @Override
  public <T> Journal<T> journal() {
    return new ArrayJournal<>();
  }

  @Override
  public Gate gate(int arrivals, Kind ifNever, String message) {
    return new MonitorGate(arrivals);
  }

  @Override
  public int scale(int few, int many) {
    return few;
  }

  @Override
  public void expect(boolean condition, Kind kind, String message, Object... arguments) {
    if (!condition) {
      throw fail(kind, message, arguments);
    }
  }

  @Override
  public Error fail(Kind kind, String message, Object... arguments) {
    Violation violation = new Violation(kind, message);
    @Nullable Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      Object value = arguments[i];
      values[i] =
          value == null || value instanceof Number || value instanceof Character
              ? value
              : value.toString();
    }
    // Noted here, not only where it lands: the student's code may be on the stack and catch it.
    failed(violation, values);
    throw violation;
  }

  /**
   * Gives leftover threads a moment, so that they do not disturb the next run; whether they leak is
   * for other engines to say.
   */
  @Override
  public void awaitNoThreads(String message) {
    long deadline = System.nanoTime() + 50_000_000L;
    Thread self = Thread.currentThread();
    boolean interrupted = false;
    // Main is there, and every actor has been joined.
    while (System.nanoTime() < deadline && cast.activeCount() > 1) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        if (isAbandoned()) {
          throw new Abandoned();
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      self.interrupt();
    }
  }

  private final class Part implements Actor {
    private final String name;
    private final Act act;
    private final Thread thread;
    private final @Nullable Part previous;
    private boolean joined;
    private boolean begun;
    private boolean interrupted;
    private boolean ended;

    Part(String name, Act act, @Nullable Part previous) {
      this.name = name;
      this.act = act;
      this.previous = previous;
      this.thread = new Thread(cast, new Watched(this::perform), name);
      this.thread.setDaemon(true);
    }

    @Override
    public String name() {
      return name;
    }

    void perform() {
      synchronized (lock) {
        begun = true;
        if (interrupted) {
          thread.interrupt();
        }
      }
      try {
        act.run();
      } catch (Throwable e) {
        failed(e);
      } finally {
        synchronized (lock) {
          ended = true;
        }
      }
    }

    @Override
    public void interrupt() {
      synchronized (lock) {
        // Before its start a thread may not take notice.
        interrupted = true;
        if (begun) {
          thread.interrupt();
        }
      }
    }

    @Override
    public boolean hasEnded() {
      synchronized (lock) {
        return ended;
      }
    }
  }

  private static final class ArrayJournal<T> implements Journal<T> {
    private @Nullable Object[] entries = new Object[16];
    private int size;

    @Override
    public synchronized void add(T entry) {
      if (size == entries.length) {
        @Nullable Object[] larger = new Object[2 * size];
        System.arraycopy(entries, 0, larger, 0, size);
        entries = larger;
      }
      entries[size++] = entry;
    }

    @Override
    @SuppressWarnings("unchecked") // Only add() puts something in.
    public synchronized List<T> entries() {
      Object[] copy = new Object[size];
      System.arraycopy(entries, 0, copy, 0, size);
      return (List<T>) Arrays.asList(copy);
    }
  }

  private final class MonitorGate implements Gate {
    private final Object meeting = new Object();
    private final int needed;
    private int arrivals;
    private boolean open;

    MonitorGate(int needed) {
      this.needed = needed;
    }

    @Override
    public void pass() {
      boolean interrupted = false;
      synchronized (meeting) {
        arrivals++;
        if (arrivals >= needed) {
          open = true;
          meeting.notifyAll();
        }
        while (!open) {
          try {
            meeting.wait();
          } catch (InterruptedException e) {
            if (isAbandoned()) {
              throw new Abandoned();
            }
            interrupted = true;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void open() {
      synchronized (meeting) {
        open = true;
        meeting.notifyAll();
      }
    }

    @Override
    public int arrivals() {
      synchronized (meeting) {
        return arrivals;
      }
    }
  }
}
