package racecourse.queuepipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A future that is completed with nothing. */
public class Event {
  private final CompletableFuture<Void> future = new CompletableFuture<>();

  public void set() {
    future.complete(null);
  }

  public boolean isSet() {
    return future.isDone();
  }

  public void await() throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
