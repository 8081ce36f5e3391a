package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public class Pipeline<T> {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    Lock write = lock.writeLock();
    while (true) {
      write.lock();
      try {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        if (messages.size() < maxSize) {
          messages.add(message);
          return;
        }
      } finally {
        write.unlock();
      }
      Thread.sleep(1);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    Lock read = lock.readLock();
    while (true) {
      read.lock();
      try {
        T message = messages.poll();
        if (message != null || closed) {
          return Optional.ofNullable(message);
        }
      } finally {
        read.unlock();
      }
      Thread.sleep(1);
    }
  }

  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  public int size() {
    lock.readLock().lock();
    try {
      return messages.size();
    } finally {
      lock.readLock().unlock();
    }
  }
}
