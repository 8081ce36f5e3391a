package racecourse.queuepipeline;
import java.util.Optional;
public class Consumer<T> implements Runnable {
  private final Pipeline<T> pipeline; private final java.util.function.Consumer<? super T> store;
  public Consumer(Pipeline<T> pipeline, java.util.function.Consumer<? super T> store) { this.pipeline = pipeline; this.store = store; }
  @Override public void run() {
    try {
      for (Optional<T> m; (m = pipeline.getMessage()).isPresent(); ) { m.ifPresent(store); System.out.printf("Consumer storing message: %s (size=%d)%n", m.get(), pipeline.size()); }
    } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
  }
}
