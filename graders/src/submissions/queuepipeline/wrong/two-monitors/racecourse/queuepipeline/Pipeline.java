package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

public class Pipeline<T> {
  private final Object setLock = new Object();
  private final Object getLock = new Object();
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
    synchronized (setLock) {
      while (messages.size() >= maxSize && !closed) {
        setLock.wait(10);
      }
      if (closed) {
        throw new IllegalStateException("closed");
      }
      messages.add(message);
    }
    synchronized (getLock) {
      getLock.notifyAll();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    Optional<T> message;
    synchronized (getLock) {
      while (messages.isEmpty() && !closed) {
        getLock.wait(10);
      }
      message = Optional.ofNullable(messages.poll());
    }
    synchronized (setLock) {
      setLock.notifyAll();
    }
    return message;
  }

  public void close() {
    closed = true;
  }

  public int size() {
    synchronized (setLock) {
      return messages.size();
    }
  }
}
