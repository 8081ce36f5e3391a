package racecourse.queuepipeline;

/**
 * A task for a thread of its own: it stores every message that comes out of the pipeline, in order, and ends when the
 * pipeline is closed and empty. Several consumers may share one pipeline; each message is then stored by one of them.
 *
 * @param <T> what a message is
 */
public class Consumer<T> implements Runnable {

  // TODO: What does the consumer need to know in run()?

  /**
   * A consumer.
   *
   * @param pipeline where the messages come from
   * @param store what to do with a message
   */
  public Consumer(Pipeline<T> pipeline, java.util.function.Consumer<? super T> store) {
    // TODO
    throw new UnsupportedOperationException("The constructor of Consumer is not written yet.");
  }

  /** Stores every message until the pipeline is closed and empty. */
  @Override
  public void run() {
    // TODO: how does the consumer learn that the last message has come?
    throw new UnsupportedOperationException("Consumer.run() is not written yet.");
  }
}
