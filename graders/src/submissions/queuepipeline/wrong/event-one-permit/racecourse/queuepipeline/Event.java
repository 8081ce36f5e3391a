package racecourse.queuepipeline;

import java.util.concurrent.Semaphore;

public class Event {
  private final Semaphore permit = new Semaphore(0);
  private volatile boolean happened;

  public void set() {
    happened = true;
    permit.release();
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    if (!happened) {
      permit.acquire();
    }
  }
}
