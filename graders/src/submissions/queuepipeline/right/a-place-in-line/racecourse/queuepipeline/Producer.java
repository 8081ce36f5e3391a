package racecourse.queuepipeline;

import java.util.function.Supplier;

/** An interrupt does not make it drop the message in its hand; only the event stops it. */
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
    boolean interrupted = false;
    try {
      while (!stop.isSet()) {
        interrupted |= put(source.get());
      }
    } finally {
      pipeline.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean put(T message) {
    boolean interrupted = false;
    while (true) {
      try {
        pipeline.setMessage(message);
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
