package racecourse.queuepipeline;

import java.util.function.Supplier;

/**
 * Takes from the source and puts into the pipeline until the event is set, then closes the
 * pipeline.
 *
 * @param <T> what a message is
 */
public class Producer<T> implements Runnable {
  private final Pipeline<T> pipeline;
  private final Event stop;
  private final Supplier<? extends T> source;

  /** A producer. */
  public Producer(Pipeline<T> pipeline, Event stop, Supplier<? extends T> source) {
    this.pipeline = pipeline;
    this.stop = stop;
    this.source = source;
  }

  /** Takes and puts until the event is set, then closes the pipeline. */
  @Override
  public void run() {
    try {
      while (!stop.isSet()) {
        // Between taking and putting nobody looks at the event: what was taken is put.
        pipeline.setMessage(source.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      pipeline.close();
    }
  }
}
