package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

public class Pipeline<T> {
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
    while (!tryToSet(message)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private synchronized boolean tryToSet(T message) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    return messages.size() < maxSize && messages.add(message);
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      synchronized (this) {
        if (closed || !messages.isEmpty()) {
          return Optional.ofNullable(messages.poll());
        }
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.yield();
    }
  }

  public synchronized void close() {
    closed = true;
  }

  public synchronized int size() {
    return messages.size();
  }
}
