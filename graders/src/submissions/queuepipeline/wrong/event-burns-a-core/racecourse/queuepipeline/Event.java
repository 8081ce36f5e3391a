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
    while (!happened) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }
}
