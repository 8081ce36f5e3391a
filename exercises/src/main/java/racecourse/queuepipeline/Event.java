package racecourse.queuepipeline;

/**
 * Something that happens once, such as "stop": any thread may wait for it, ask for it, or let it happen.
 *
 * <p>Any thread may call any method at any time.
 */
public class Event {

  // TODO: What does an event have to remember?

  /** Lets the event happen. Once set it stays set; setting it again changes nothing. */
  public void set() {
    // TODO: remember it, and let everybody who waits for it go on
    throw new UnsupportedOperationException("Event.set() is not written yet.");
  }

  /** Whether the event has happened. Never waits. */
  public boolean isSet() {
    // TODO
    throw new UnsupportedOperationException("Event.isSet() is not written yet.");
  }

  /**
   * Waits until the event has happened; returns at once if it already has. Waiting does not burn a core.
   *
   * @throws InterruptedException if the thread is interrupted while it waits; the others wait on undisturbed
   */
  public void await() throws InterruptedException {
    // TODO: many threads may wait here at the same time
    throw new UnsupportedOperationException("Event.await() is not written yet.");
  }
}
