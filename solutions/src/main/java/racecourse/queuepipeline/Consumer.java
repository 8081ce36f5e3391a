package racecourse.queuepipeline;

import java.util.Optional;

/**
 * Stores every message until the pipeline is closed and empty.
 *
 * @param <T> what a message is
 */
public class Consumer<T> implements Runnable {
  private final Pipeline<T> pipeline;
  private final java.util.function.Consumer<? super T> store;

  /** A consumer. */
  public Consumer(Pipeline<T> pipeline, java.util.function.Consumer<? super T> store) {
    this.pipeline = pipeline;
    this.store = store;
  }

  /** Stores every message until the pipeline is closed and empty. */
  @Override
  public void run() {
    try {
      Optional<T> message = pipeline.getMessage();
      while (message.isPresent()) {
        store.accept(message.get());
        message = pipeline.getMessage();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
