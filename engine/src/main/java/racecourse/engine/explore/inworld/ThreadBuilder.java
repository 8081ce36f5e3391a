package racecourse.engine.explore.inworld;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for {@code Thread.Builder}, which is sealed. A virtual thread becomes a strand like any
 * other.
 */
public interface ThreadBuilder {

  /** As {@code Thread.Builder.name}. */
  ThreadBuilder name(String name);

  /** As {@code Thread.Builder.name}. */
  ThreadBuilder name(String prefix, long start);

  /** As {@code Thread.Builder.inheritInheritableThreadLocals}. */
  ThreadBuilder inheritInheritableThreadLocals(boolean inherit);

  /** As {@code Thread.Builder.uncaughtExceptionHandler}. */
  ThreadBuilder uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler);

  /** As {@code Thread.Builder.unstarted}. */
  Thread unstarted(Runnable task);

  /** As {@code Thread.Builder.start}. */
  Thread start(Runnable task);

  /** As {@code Thread.Builder.factory}. */
  ThreadFactory factory();

  /** Stands in for {@code Thread.ofPlatform}. */
  static OfPlatform ofPlatform() {
    return new Platform();
  }

  /** Stands in for {@code Thread.ofVirtual}. */
  static OfVirtual ofVirtual() {
    return new Virtual();
  }

  /** Stands in for {@code Thread.startVirtualThread}. */
  static Thread startVirtualThread(Runnable task) {
    return ofVirtual().start(task);
  }

  /** Stands in for {@code Thread.Builder.OfPlatform}. */
  interface OfPlatform extends ThreadBuilder {
    @Override
    OfPlatform name(String name);

    @Override
    OfPlatform name(String prefix, long start);

    @Override
    OfPlatform inheritInheritableThreadLocals(boolean inherit);

    @Override
    OfPlatform uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler);

    /** As the original. */
    OfPlatform daemon(boolean on);

    /** As the original. */
    OfPlatform daemon();

    /** As the original. */
    OfPlatform priority(int priority);

    /** As the original. */
    OfPlatform group(ThreadGroup group);

    /** As the original. */
    OfPlatform stackSize(long stackSize);
  }

  /** Stands in for {@code Thread.Builder.OfVirtual}. */
  interface OfVirtual extends ThreadBuilder {
    @Override
    OfVirtual name(String name);

    @Override
    OfVirtual name(String prefix, long start);

    @Override
    OfVirtual inheritInheritableThreadLocals(boolean inherit);

    @Override
    OfVirtual uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler);
  }

  /** What both have in common. */
  abstract class Base {
    private @Nullable String name;
    private long counter = -1;
    private Thread.@Nullable UncaughtExceptionHandler handler;

    void setName(String name) {
      this.name = name;
      this.counter = -1;
    }

    void setName(String prefix, long start) {
      this.name = prefix;
      this.counter = start;
    }

    void setHandler(Thread.UncaughtExceptionHandler handler) {
      this.handler = handler;
    }

    @Nullable String nextName() {
      return name == null || counter < 0 ? name : name + counter++;
    }

    abstract Thread make(Runnable task);

    /** As {@code Thread.Builder.unstarted}. */
    public Thread unstarted(Runnable task) {
      Thread thread = make(task);
      if (handler != null) {
        thread.setUncaughtExceptionHandler(handler);
      }
      return thread;
    }

    /** As {@code Thread.Builder.start}. */
    public Thread start(Runnable task) {
      Thread thread = unstarted(task);
      thread.start();
      return thread;
    }

    /** As {@code Thread.Builder.factory}. */
    public ThreadFactory factory() {
      return this::unstarted;
    }
  }

  /** Builds platform threads. */
  final class Platform extends Base implements OfPlatform {
    private boolean daemonSet;
    private boolean daemon;
    private int priority;

    @Override
    Thread make(Runnable task) {
      String name = nextName();
      Thread thread = name == null ? new Thread(task) : new Thread(task, name);
      if (daemonSet) {
        thread.setDaemon(daemon);
      }
      if (priority > 0) {
        thread.setPriority(priority);
      }
      return thread;
    }

    @Override
    public OfPlatform name(String name) {
      setName(name);
      return this;
    }

    @Override
    public OfPlatform name(String prefix, long start) {
      setName(prefix, start);
      return this;
    }

    @Override
    public OfPlatform inheritInheritableThreadLocals(boolean inherit) {
      return this;
    }

    @Override
    public OfPlatform uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler) {
      setHandler(handler);
      return this;
    }

    @Override
    public OfPlatform daemon(boolean on) {
      daemonSet = true;
      daemon = on;
      return this;
    }

    @Override
    public OfPlatform daemon() {
      return daemon(true);
    }

    @Override
    public OfPlatform priority(int priority) {
      this.priority = priority;
      return this;
    }

    @Override
    public OfPlatform group(ThreadGroup group) {
      return this;
    }

    @Override
    public OfPlatform stackSize(long stackSize) {
      return this;
    }
  }

  /** Builds threads that say they are virtual. */
  final class Virtual extends Base implements OfVirtual {
    @Override
    Thread make(Runnable task) {
      String name = nextName();
      return new VirtualThread(task, name == null ? "" : name);
    }

    @Override
    public OfVirtual name(String name) {
      setName(name);
      return this;
    }

    @Override
    public OfVirtual name(String prefix, long start) {
      setName(prefix, start);
      return this;
    }

    @Override
    public OfVirtual inheritInheritableThreadLocals(boolean inherit) {
      return this;
    }

    @Override
    public OfVirtual uncaughtExceptionHandler(Thread.UncaughtExceptionHandler handler) {
      setHandler(handler);
      return this;
    }
  }
}
