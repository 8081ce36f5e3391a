package racecourse.engine.explore.inworld;

import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Hooks;

/**
 * Stands in for the JDK's own thread containers, through which pools start their workers from JDK
 * 21 on.
 */
public class ThreadContainer implements AutoCloseable {

  /** As the original. */
  protected ThreadContainer(boolean shared) {}

  /** As {@code SharedThreadContainer.create}. */
  public static ThreadContainer create(String name) {
    return new ThreadContainer(true);
  }

  /** As {@code SharedThreadContainer.create}. */
  public static ThreadContainer create(ThreadContainer parent, String name) {
    return new ThreadContainer(true);
  }

  /** As {@code ThreadContainers.registerContainer}. */
  public static Object registerContainer(ThreadContainer container) {
    return container;
  }

  /** As {@code ThreadContainers.deregisterContainer}. */
  public static void deregisterContainer(Object key) {}

  /** As {@code JavaLangAccess.start}. */
  public static void start(Object access, Thread thread, ThreadContainer container) {
    container.start(thread);
  }

  /** Starts a thread in this container. */
  public void start(Thread thread) {
    onStart(thread);
    Hooks.startThen(thread, () -> onExit(thread));
  }

  /** As the original. */
  protected void onStart(Thread thread) {}

  /** As the original. */
  protected void onExit(Thread thread) {}

  /** As the original. */
  public @Nullable Thread owner() {
    return null;
  }

  /** As the original. */
  public String name() {
    return "";
  }

  /** As the original. */
  public long threadCount() {
    return 0;
  }

  @Override
  public void close() {}
}
