package racecourse.engine.fuzz;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Actor;

/** An actor on a thread of its own. */
final class RealActor implements Actor {
  private final RealScene scene;
  private final String name;
  private final Act act;
  private final int part;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private boolean live;
  private boolean interrupted;
  private volatile boolean ended;

  /**
   * An actor that has not started.
   *
   * @param part its number in the scene, from 1
   */
  RealActor(RealScene scene, String name, Act act, int part) {
    this.scene = scene;
    this.name = name;
    this.act = act;
    this.part = part;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void interrupt() {
    scene.progress();
    Thread running = thread;
    if (!live) {
      interrupted = true;
    } else if (!ended && running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  boolean hasStarted() {
    return thread != null;
  }

  @Nullable Thread thread() {
    return thread;
  }

  /**
   * Starts the thread.
   *
   * @param lateNanos how much later than the others it begins
   */
  void start(ThreadGroup group, StartLine line, long lateNanos) {
    Thread started = new Thread(group, () -> run(line, lateNanos), name);
    // The student's threads inherit it; a thread starts out as what it would be in his own program.
    started.setDaemon(false);
    thread = started;
    started.start();
  }

  /**
   * Waits until it has ended.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  void awaitEnd() throws InterruptedException {
    end.await();
  }

  private void run(StartLine line, long lateNanos) {
    try {
      scene.enter(part);
      line.arrive();
      line.hold(lateNanos);
      goLive();
      act.run();
    } catch (Throwable thrown) {
      scene.threw(name, thrown);
    } finally {
      synchronized (this) {
        ended = true;
      }
      scene.progress();
      end.countDown();
    }
  }

  private synchronized void goLive() {
    live = true;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
