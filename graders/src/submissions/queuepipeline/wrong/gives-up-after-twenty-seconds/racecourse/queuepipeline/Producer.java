package racecourse.queuepipeline;

import java.util.function.Supplier;

public class Producer<T> implements Runnable {
  private final Pipeline<T> pipeline;
  private final Event stop;
  private final Supplier<? extends T> source;

  public Producer(Pipeline<T> pipeline, Event stop, Supplier<? extends T> source) {
    this.pipeline = pipeline;
    this.stop = stop;
    this.source = source;
  }

  @Override
  public void run() {
    try {
      while (!stop.isSet()) {
        pipeline.setMessage(source.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pipeline.close();
    }
  }
}
