package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A ring of slots behind a fair lock with one condition for everything. */
public class Pipeline<T> {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Object[] slots;
  private long written;
  private long read;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("There must be a slot.");
    }
    slots = new Object[maxSize];
  }

  public void setMessage(T message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (written - read == slots.length && !closed) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("The pipeline is closed.");
      }
      slots[(int) (written++ % slots.length)] = message;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked")
  public Optional<T> getMessage() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (written == read) {
        if (closed) {
          return Optional.empty();
        }
        changed.await();
      }
      int slot = (int) (read++ % slots.length);
      T message = (T) slots[slot];
      slots[slot] = null;
      changed.signal();
      return Optional.of(message);
    } finally {
      lock.unlock();
    }
  }

  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    lock.lock();
    try {
      return (int) (written - read);
    } finally {
      lock.unlock();
    }
  }
}
