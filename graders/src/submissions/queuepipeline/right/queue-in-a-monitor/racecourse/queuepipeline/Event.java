package racecourse.queuepipeline;
import java.util.concurrent.Phaser;
public class Event {
  private final Phaser phaser = new Phaser(1);
  public void set() { phaser.forceTermination(); }
  public boolean isSet() { return phaser.isTerminated(); }
  public void await() throws InterruptedException { phaser.awaitAdvanceInterruptibly(0); }
}
