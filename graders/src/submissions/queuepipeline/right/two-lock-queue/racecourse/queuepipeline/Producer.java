package racecourse.queuepipeline;

import java.util.function.Supplier;

/** Ends with an unchecked exception when it is interrupted, but closes the pipeline first. */
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
      throw new IllegalStateException("The producer was interrupted.", e);
    } finally {
      pipeline.close();
    }
  }
}
