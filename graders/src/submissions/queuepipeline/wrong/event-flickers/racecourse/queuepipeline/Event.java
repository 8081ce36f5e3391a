package racecourse.queuepipeline;

import java.util.concurrent.Semaphore;

public class Event {
  private final Semaphore permit = new Semaphore(0);

  public void set() {
    if (permit.availablePermits() == 0) {
      permit.release();
    }
  }

  public boolean isSet() {
    return permit.availablePermits() > 0;
  }

  public void await() throws InterruptedException {
    permit.acquire();
    permit.release();
  }
}
