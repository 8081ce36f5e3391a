package racecourse.fakedatabase;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Every update is a stage behind the last one, and waits without a thread. */
public class FakeDatabase {
  private final AtomicReference<CompletableFuture<Integer>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(0));

  public FakeDatabase() {}

  public void update(String name) {
    CompletableFuture<Integer> mine = new CompletableFuture<>();
    CompletableFuture<Integer> before = last.getAndSet(mine);
    before.thenAccept(
        copy ->
            mine.completeOnTimeout(copy + 1, 100, TimeUnit.MILLISECONDS));
    mine.join();
  }

  public int value() {
    CompletableFuture<Integer> now = last.get();
    while (!now.isDone()) {
      // The value before it counts until it is written; nobody keeps it, so wait.
      now.join();
      now = last.get();
    }
    return now.join();
  }
}
