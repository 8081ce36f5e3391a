package racecourse.engine.explore.inworld;

/** A thread that says of itself that it is virtual. */
public final class VirtualThread extends Thread {
  VirtualThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }
}
