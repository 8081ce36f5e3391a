package racecourse.queuepipeline;

import java.util.concurrent.CountDownLatch;

/** A latch with a count of one. */
public class Event {
  private final CountDownLatch latch = new CountDownLatch(1);

  public void set() {
    latch.countDown();
  }

  public boolean isSet() {
    return latch.getCount() == 0;
  }

  public void await() throws InterruptedException {
    latch.await();
  }
}
