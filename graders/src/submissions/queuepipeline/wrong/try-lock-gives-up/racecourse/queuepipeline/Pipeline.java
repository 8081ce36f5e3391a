package racecourse.queuepipeline;

import java.util.LinkedList;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
  private final Lock lock = new ReentrantLock();
  private final Condition notFull = lock.newCondition();
  private final Condition notEmpty = lock.newCondition();
  private final Queue<T> queue = new LinkedList<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize: " + maxSize);
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    if (!lock.tryLock()) {
      return;
    }
    try {
      while (queue.size() == maxSize && !closed) {
        notFull.await();
      }
      if (closed) {
        throw new IllegalStateException("The pipeline is closed.");
      }
      queue.add(message);
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (closed) {
          return Optional.empty();
        }
        notEmpty.await();
      }
      T message = queue.remove();
      notFull.signal();
      return Optional.of(message);
    } finally {
      lock.unlock();
    }
  }

  public void close() {
    lock.lock();
    try {
      closed = true;
      notFull.signalAll();
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }
}
