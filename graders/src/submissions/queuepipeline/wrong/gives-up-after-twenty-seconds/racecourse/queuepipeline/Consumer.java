package racecourse.queuepipeline;

import java.util.Optional;

public class Consumer<T> implements Runnable {
  private final Pipeline<T> pipeline;
  private final java.util.function.Consumer<? super T> store;

  public Consumer(Pipeline<T> pipeline, java.util.function.Consumer<? super T> store) {
    this.pipeline = pipeline;
    this.store = store;
  }

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
