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
      while (pipeline.mayGetMore()) {
        pipeline.getMessage().ifPresent(store);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
