package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore items = new Semaphore(0);
  private final Semaphore free;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("No room.");
    }
    free = new Semaphore(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    free.acquire();
    lock.lockInterruptibly();
    try {
      if (closed) {
        free.release();
        throw new IllegalStateException("closed");
      }
      messages.add(message);
    } finally {
      lock.unlock();
    }
    items.release();
  }

  public Optional<T> getMessage() throws InterruptedException {
    items.acquire();
    T message;
    lock.lockInterruptibly();
    try {
      message = messages.poll();
    } finally {
      lock.unlock();
    }
    if (message == null) {
      items.release();
      return Optional.empty();
    }
    free.release();
    return Optional.of(message);
  }

  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    items.release();
    free.release();
  }

  public int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }
}
