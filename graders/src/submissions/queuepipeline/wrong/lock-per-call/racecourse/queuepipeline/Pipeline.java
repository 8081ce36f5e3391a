package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      Lock lock = new ReentrantLock();
      lock.lock();
      try {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        if (messages.size() < maxSize) {
          messages.add(message);
          return;
        }
      } finally {
        lock.unlock();
      }
      Thread.sleep(1);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      Lock lock = new ReentrantLock();
      lock.lock();
      try {
        if (!messages.isEmpty() || closed) {
          return Optional.ofNullable(messages.poll());
        }
      } finally {
        lock.unlock();
      }
      Thread.sleep(1);
    }
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return messages.size();
  }
}
