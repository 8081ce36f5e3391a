package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

public class Pipeline<T> {
  private final Deque<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize must be at least 1, not " + maxSize);
    }
    this.maxSize = maxSize;
  }

  public synchronized void setMessage(T message) throws InterruptedException {
    while (!closed && messages.size() >= maxSize) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    messages.addLast(message);
    notifyAll();
  }

  public synchronized Optional<T> getMessage() throws InterruptedException {
    while (!closed && messages.isEmpty()) {
      wait();
    }
    notifyAll();
    return Optional.ofNullable(messages.pollFirst());
  }

  public synchronized void close() {
    if (closed) {
      throw new IllegalStateException("closed already");
    }
    closed = true;
    notifyAll();
  }

  public synchronized int size() {
    return messages.size();
  }
}
