package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

public class Pipeline<T> {
  private final Object putLock = new Object();
  private final Object takeLock = new Object();
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
    while (true) {
      synchronized (putLock) {
        synchronized (takeLock) {
          if (closed) {
            throw new IllegalStateException("closed");
          }
          if (messages.size() < maxSize) {
            messages.add(message);
            return;
          }
        }
      }
      Thread.sleep(5);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      synchronized (takeLock) {
        synchronized (putLock) {
          if (!messages.isEmpty() || closed) {
            return Optional.ofNullable(messages.poll());
          }
        }
      }
      Thread.sleep(5);
    }
  }

  public void close() {
    synchronized (putLock) {
      synchronized (takeLock) {
        closed = true;
      }
    }
  }

  public int size() {
    synchronized (putLock) {
      synchronized (takeLock) {
        return messages.size();
      }
    }
  }
}
