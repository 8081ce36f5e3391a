package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.StampedLock;

/** A stamped lock guards the queue; a semaphore per side is rung whenever something has changed for that side. */
public class Pipeline<T> {
  private final StampedLock lock = new StampedLock();
  private final Semaphore settersBell = new Semaphore(0);
  private final Semaphore gettersBell = new Semaphore(0);
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private int waitingSetters;
  private int waitingGetters;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("A pipeline without room is no pipeline.");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      long stamp = lock.writeLock();
      try {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        if (messages.size() < maxSize) {
          messages.add(message);
          waitingGetters = ring(gettersBell, waitingGetters);
          return;
        }
        waitingSetters++;
      } finally {
        lock.unlockWrite(stamp);
      }
      settersBell.acquire();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      long stamp = lock.writeLock();
      try {
        if (!messages.isEmpty()) {
          waitingSetters = ring(settersBell, waitingSetters);
          return Optional.of(messages.remove());
        }
        if (closed) {
          return Optional.empty();
        }
        waitingGetters++;
      } finally {
        lock.unlockWrite(stamp);
      }
      gettersBell.acquire();
    }
  }

  public void close() {
    long stamp = lock.writeLock();
    try {
      closed = true;
      waitingSetters = ring(settersBell, waitingSetters);
      waitingGetters = ring(gettersBell, waitingGetters);
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  public int size() {
    long stamp = lock.readLock();
    try {
      return messages.size();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Rings for everybody who waits. A permit that is left over only makes somebody look once more. */
  private static int ring(Semaphore bell, int waiting) {
    bell.release(waiting);
    return 0;
  }
}
