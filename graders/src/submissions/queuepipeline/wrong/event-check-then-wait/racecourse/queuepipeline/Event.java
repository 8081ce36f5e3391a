package racecourse.queuepipeline;

public class Event {
  private volatile boolean happened;

  public void set() {
    happened = true;
    synchronized (this) {
      notifyAll();
    }
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    while (!happened) {
      synchronized (this) {
        wait();
      }
    }
  }
}
