package racecourse.queuepipeline;

/** A flag behind its own monitor. */
public class Event {
  private boolean happened;

  public synchronized void set() {
    happened = true;
    notifyAll();
  }

  public synchronized boolean isSet() {
    return happened;
  }

  public synchronized void await() throws InterruptedException {
    while (!happened) {
      wait();
    }
  }
}
