package racecourse.queuepipeline;

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
      while (storeNext()) {
        // The work is done in the condition.
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("The consumer was interrupted.", e);
    }
  }

  private boolean storeNext() throws InterruptedException {
    return pipeline
        .getMessage()
        .map(
            message -> {
              store.accept(message);
              return true;
            })
        .orElse(false);
  }
}
