package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;

/** A ring of slots behind a StampedLock; size() reads optimistically and checks; waiting is parking for a short while. */
public class Pipeline<T> {
  private static final long PAUSE_NANOS = 2_000_000;
  private final StampedLock lock = new StampedLock();
  private final T[] slots;
  private int first;
  private int count;
  private boolean closed;

  @SuppressWarnings("unchecked")
  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("A ring without slots.");
    }
    slots = (T[]) new Object[maxSize];
  }

  public void setMessage(T message) throws InterruptedException {
    while (!offer(message)) {
      pause();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      long stamp = lock.writeLockInterruptibly();
      try {
        if (count > 0) {
          T message = slots[first];
          slots[first] = null;
          first = (first + 1) % slots.length;
          count--;
          return Optional.of(message);
        }
        if (closed) {
          return Optional.empty();
        }
      } finally {
        lock.unlockWrite(stamp);
      }
      pause();
    }
  }

  public void close() {
    long stamp = lock.writeLock();
    closed = true;
    lock.unlockWrite(stamp);
  }

  public int size() {
    long stamp = lock.tryOptimisticRead();
    int size = count;
    if (lock.validate(stamp)) {
      return size;
    }
    stamp = lock.readLock();
    try {
      return count;
    } finally {
      lock.unlockRead(stamp);
    }
  }

  private boolean offer(T message) throws InterruptedException {
    long stamp = lock.writeLockInterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("The ring is closed.");
      }
      if (count == slots.length) {
        return false;
      }
      slots[(first + count++) % slots.length] = message;
      return true;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private void pause() throws InterruptedException {
    LockSupport.parkNanos(this, PAUSE_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
