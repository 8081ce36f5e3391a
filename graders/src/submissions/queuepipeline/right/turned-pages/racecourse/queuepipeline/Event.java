package racecourse.queuepipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

public class Event {
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean set;

  public void set() {
    set = true;
    waiting.forEach(LockSupport::unpark);
  }

  public boolean isSet() {
    return set;
  }

  public void await() throws InterruptedException {
    Thread me = Thread.currentThread();
    waiting.add(me);
    try {
      while (!set) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.park(this);
      }
    } finally {
      waiting.remove(me);
    }
  }
}
