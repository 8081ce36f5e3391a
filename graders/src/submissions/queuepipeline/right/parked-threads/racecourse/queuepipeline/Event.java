package racecourse.queuepipeline;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The waiting threads stand in a queue and are unparked. */
public class Event {
  private final AtomicBoolean happened = new AtomicBoolean();
  private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

  public void set() {
    happened.set(true);
    for (Thread waiter : waiters) {
      LockSupport.unpark(waiter);
    }
  }

  public boolean isSet() {
    return happened.get();
  }

  public void await() throws InterruptedException {
    Thread me = Thread.currentThread();
    waiters.add(me);
    try {
      while (!happened.get()) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      waiters.remove(me);
    }
  }
}
