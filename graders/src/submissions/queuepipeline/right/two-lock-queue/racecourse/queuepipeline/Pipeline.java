package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A linked queue with a lock for each end, so that a setter and a getter never wait for each other's lock. */
public class Pipeline<T> {
  private final ReentrantLock putLock = new ReentrantLock();
  private final Condition notFull = putLock.newCondition();
  private final ReentrantLock takeLock = new ReentrantLock();
  private final Condition notEmpty = takeLock.newCondition();
  private final AtomicInteger count = new AtomicInteger();
  private final int maxSize;
  private Node<T> head = new Node<>(null);
  private Node<T> last = head;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize = " + maxSize);
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    int before;
    putLock.lockInterruptibly();
    try {
      while (count.get() == maxSize && !closed) {
        notFull.await();
      }
      if (closed) {
        throw new IllegalStateException("The pipeline is closed.");
      }
      last.next = new Node<>(message);
      last = last.next;
      before = count.getAndIncrement();
      if (before + 1 < maxSize) {
        notFull.signal();
      }
    } finally {
      putLock.unlock();
    }
    if (before == 0) {
      signal(takeLock, notEmpty);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    T message;
    int before;
    takeLock.lockInterruptibly();
    try {
      while (count.get() == 0) {
        if (closed) {
          return Optional.empty();
        }
        notEmpty.await();
      }
      head = head.next;
      message = head.value;
      head.value = null;
      before = count.getAndDecrement();
      if (before > 1) {
        notEmpty.signal();
      }
    } finally {
      takeLock.unlock();
    }
    if (before == maxSize) {
      signal(putLock, notFull);
    }
    return Optional.of(message);
  }

  public void close() {
    putLock.lock();
    takeLock.lock();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
    } finally {
      takeLock.unlock();
      putLock.unlock();
    }
  }

  public int size() {
    return count.get();
  }

  private static void signal(ReentrantLock lock, Condition condition) {
    lock.lock();
    try {
      condition.signal();
    } finally {
      lock.unlock();
    }
  }

  private static final class Node<T> {
    private T value;
    private Node<T> next;

    private Node(T value) {
      this.value = value;
    }
  }
}
