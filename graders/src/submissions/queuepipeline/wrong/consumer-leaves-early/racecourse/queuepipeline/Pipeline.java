package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;
  private volatile Event stop = new Event();

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public synchronized void setMessage(T message) throws InterruptedException {
    while (!closed && messages.size() == maxSize) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    messages.add(message);
    notifyAll();
  }

  public synchronized Optional<T> getMessage() throws InterruptedException {
    while (!closed && messages.isEmpty()) {
      wait();
    }
    notifyAll();
    return Optional.ofNullable(messages.poll());
  }

  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized int size() {
    return messages.size();
  }

  void stopOn(Event event) {
    stop = event;
  }

  boolean mayGetMore() {
    return !stop.isSet() || size() > 0;
  }
}
