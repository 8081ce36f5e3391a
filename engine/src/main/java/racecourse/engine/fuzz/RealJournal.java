package racecourse.engine.fuzz;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Journal;

/** A journal for real threads: never waits, and keeps the order in which entries were written. */
final class RealJournal<T> implements Journal<T> {
  private static final int MOST = 2_000_000;

  private final RealScene scene;
  private final Queue<T> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  RealJournal(RealScene scene) {
    this.scene = scene;
  }

  @Override
  public void add(T entry) {
    scene.checkOpen();
    if (size.incrementAndGet() > MOST) {
      throw scene.fail(
          Kind.LIVELOCK,
          "The run goes on and on: after %d recorded events it has not come to its end.",
          MOST);
    }
    entries.add(entry);
    scene.progress();
  }

  @Override
  public List<T> entries() {
    return List.copyOf(entries);
  }
}
