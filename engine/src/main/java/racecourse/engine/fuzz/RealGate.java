package racecourse.engine.fuzz;

import racecourse.engine.model.Kind;
import racecourse.engine.scene.Gate;

/** A gate for real threads. */
final class RealGate implements Gate {
  private final RealScene scene;
  private final int needed;
  private final Kind ifNever;
  private final String message;
  private int arrivals;
  private int waiting;
  private boolean open;

  RealGate(RealScene scene, int needed, Kind ifNever, String message) {
    this.scene = scene;
    this.needed = needed;
    this.ifNever = ifNever;
    this.message = message;
  }

  Kind ifNever() {
    return ifNever;
  }

  String message() {
    return message;
  }

  /** Whether somebody waits here now. */
  synchronized boolean isWaitedAt() {
    return waiting > 0 && !open;
  }

  @Override
  public void pass() {
    scene.progress();
    boolean interrupted = false;
    synchronized (this) {
      arrivals++;
      if (arrivals >= needed) {
        openNow();
      }
      waiting++;
      try {
        while (!open) {
          scene.checkOpen();
          try {
            wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        waiting--;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void open() {
    openNow();
  }

  @Override
  public synchronized int arrivals() {
    return arrivals;
  }

  /** Wakes whoever waits here, so that he sees that the round is over. */
  synchronized void abandon() {
    notifyAll();
  }

  private void openNow() {
    open = true;
    notifyAll();
  }
}
