package racecourse.queuepipeline;

public class Event {
  private volatile boolean happened;

  public void set() {
    happened = true;
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    if (!happened) {
      Thread.sleep(1000);
    }
  }
}
