package racecourse.queuepipeline;

import java.util.Optional;

/**
 * A line of messages with room for a fixed number: some threads put messages in at one end, others take them out at
 * the other end, in the same order, each message once. Somebody may close it, and then it only empties.
 *
 * <p>Any thread may call any method at any time. "Waits" means: without burning a core, and an interrupt ends the
 * wait with an {@link InterruptedException} that leaves the pipeline usable by the other threads.
 *
 * @param <T> what a message is
 */
public class Pipeline<T> {

  // TODO: What does a pipeline have to remember, and who guards it?

  /**
   * An open, empty pipeline.
   *
   * @param maxSize how many messages it can hold
   * @throws IllegalArgumentException if {@code maxSize} is less than 1
   */
  public Pipeline(int maxSize) {
    // TODO
    throw new UnsupportedOperationException("The constructor of Pipeline is not written yet.");
  }

  /**
   * Puts a message in; waits while the pipeline is full.
   *
   * @throws IllegalStateException if the pipeline is closed, also if that happens during the wait; the message is not
   *     taken then
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void setMessage(T message) throws InterruptedException {
    // TODO: a pipeline that is full, one that has room, one that is closed
    throw new UnsupportedOperationException("Pipeline.setMessage() is not written yet.");
  }

  /**
   * Takes the oldest message out; waits while the pipeline is open and empty.
   *
   * @return the message, or nothing if the pipeline is closed and every message has been taken out, and then again
   *     nothing, however often it is asked
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<T> getMessage() throws InterruptedException {
    // TODO: closed does not mean empty
    throw new UnsupportedOperationException("Pipeline.getMessage() is not written yet.");
  }

  /**
   * Says that no more messages will come, and wakes whoever waits. What is still in the pipeline can be taken out.
   * Never waits, also if the pipeline is full; closing it again changes nothing.
   */
  public void close() {
    // TODO: who may be waiting right now, and for what?
    throw new UnsupportedOperationException("Pipeline.close() is not written yet.");
  }

  /** How many messages are in the pipeline now. Never waits for a message or for room. */
  public int size() {
    // TODO
    throw new UnsupportedOperationException("Pipeline.size() is not written yet.");
  }
}
