package racecourse.queuepipeline;

/** A volatile flag that the waiters look at now and then. */
public class Event {
  private volatile boolean happened;

  public void set() {
    happened = true;
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    while (!happened) {
      Thread.sleep(5);
    }
  }
}
