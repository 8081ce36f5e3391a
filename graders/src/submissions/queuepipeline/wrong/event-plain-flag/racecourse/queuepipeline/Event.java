package racecourse.queuepipeline;

public class Event {
  private boolean happened;

  public void set() {
    happened = true;
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    while (!happened) {
      Thread.sleep(1);
    }
  }
}
