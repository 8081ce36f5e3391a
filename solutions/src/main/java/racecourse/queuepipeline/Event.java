package racecourse.queuepipeline;

import java.util.concurrent.CountDownLatch;

/** Something that happens once: a latch with a count of one. */
public class Event {
  private final CountDownLatch happened = new CountDownLatch(1);

  /** Lets the event happen. */
  public void set() {
    happened.countDown();
  }

  /** Whether the event has happened. */
  public boolean isSet() {
    return happened.getCount() == 0;
  }

  /** Waits until the event has happened. */
  public void await() throws InterruptedException {
    happened.await();
  }
}
