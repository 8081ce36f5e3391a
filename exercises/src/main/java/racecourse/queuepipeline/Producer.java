package racecourse.queuepipeline;

import java.util.function.Supplier;

/**
 * A task for a thread of its own: until the event is set, it takes one message from the source and puts it into the
 * pipeline; then it closes the pipeline and ends.
 *
 * <p>The event may be set at any moment. A message that was taken from the source must not be lost for that.
 *
 * @param <T> what a message is
 */
public class Producer<T> implements Runnable {

  // TODO: What does the producer need to know in run()?

  /**
   * A producer.
   *
   * @param pipeline where the messages go
   * @param stop when this is set, no more messages are taken
   * @param source gives a message whenever it is asked
   */
  public Producer(Pipeline<T> pipeline, Event stop, Supplier<? extends T> source) {
    // TODO
    throw new UnsupportedOperationException("The constructor of Producer is not written yet.");
  }

  /** Takes and puts until the event is set, then closes the pipeline. */
  @Override
  public void run() {
    // TODO: what happens to the message in your hand when the event is set?
    throw new UnsupportedOperationException("Producer.run() is not written yet.");
  }
}
