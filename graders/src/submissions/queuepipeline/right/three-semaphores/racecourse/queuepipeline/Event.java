package racecourse.queuepipeline;

import java.util.concurrent.Semaphore;

/** A volatile flag, and one permit that every waiter takes and gives back. */
public class Event {
  private final Semaphore turnstile = new Semaphore(0);
  private volatile boolean happened;

  public void set() {
    happened = true;
    turnstile.release();
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    turnstile.acquire();
    turnstile.release();
  }
}
