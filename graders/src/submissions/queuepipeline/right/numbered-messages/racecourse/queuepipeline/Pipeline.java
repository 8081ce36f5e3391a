package racecourse.queuepipeline;

import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages carry numbers and lie in a priority queue; the lock is tried for, again and again, with pauses; the size is a volatile
 * field that only owners of the lock write.
 */
public class Pipeline<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Numbered<T>> messages = new PriorityQueue<>();
  private final int maxSize;
  private long nextNumber;
  private boolean closed;
  private volatile int size;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException(String.valueOf(maxSize));
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    enter();
    try {
      while (messages.size() >= maxSize && !closed) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("closed");
      }
      messages.add(new Numbered<>(nextNumber++, message));
      size = messages.size();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    enter();
    try {
      while (messages.isEmpty() && !closed) {
        changed.await();
      }
      Numbered<T> oldest = messages.poll();
      size = messages.size();
      changed.signalAll();
      return oldest == null ? Optional.empty() : Optional.of(oldest.message);
    } finally {
      lock.unlock();
    }
  }

  public void close() {
    lock.lock();
    closed = true;
    changed.signalAll();
    lock.unlock();
  }

  public int size() {
    return size;
  }

  private void enter() throws InterruptedException {
    while (!lock.tryLock()) {
      Thread.sleep(1);
    }
  }

  private static final class Numbered<T> implements Comparable<Numbered<T>> {
    private final long number;
    private final T message;

    private Numbered(long number, T message) {
      this.number = number;
      this.message = message;
    }

    @Override
    public int compareTo(Numbered<T> other) {
      return Long.compare(number, other.number);
    }
  }
}
