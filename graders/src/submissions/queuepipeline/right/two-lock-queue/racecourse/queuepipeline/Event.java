package racecourse.queuepipeline;

/** Asked without a lock, waited for with one. */
public class Event {
  private final Object monitor = new Object();
  private volatile boolean happened;

  public void set() {
    happened = true;
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    if (happened) {
      return;
    }
    synchronized (monitor) {
      while (!happened) {
        monitor.wait();
      }
    }
  }
}
