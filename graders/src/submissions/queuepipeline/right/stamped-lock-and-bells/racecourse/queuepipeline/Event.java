package racecourse.queuepipeline;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A token in a queue that every waiter takes out and puts back. */
public class Event {
  private static final Object TOKEN = new Object();
  private final BlockingQueue<Object> tokens = new LinkedBlockingQueue<>();
  private volatile boolean happened;

  public void set() {
    happened = true;
    tokens.add(TOKEN);
  }

  public boolean isSet() {
    return happened;
  }

  public void await() throws InterruptedException {
    if (!happened) {
      tokens.add(tokens.take());
    }
  }
}
