package racecourse.fakedatabase;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

public class FakeDatabase {
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile int value;

  public FakeDatabase() {}

  public void update(String name) {
    while (!busy.compareAndSet(false, true)) {
      LockSupport.parkNanos(100_000);
    }
    try {
      int copy = value + 1;
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      value = copy;
    } finally {
      busy.set(false);
    }
  }

  public int value() {
    return value;
  }
}
