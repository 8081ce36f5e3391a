package racecourse.queuepipeline;

/** An interrupt does not make it leave; only the lid does. */
public class Consumer<T> implements Runnable {
  private final Pipeline<T> pipeline;
  private final java.util.function.Consumer<? super T> store;

  public Consumer(Pipeline<T> pipeline, java.util.function.Consumer<? super T> store) {
    this.pipeline = pipeline;
    this.store = store;
  }

  @Override
  public void run() {
    boolean interrupted = false;
    for (T message; ; store.accept(message)) {
      while (true) {
        try {
          message = pipeline.getMessage().orElse(null);
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (message == null) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
