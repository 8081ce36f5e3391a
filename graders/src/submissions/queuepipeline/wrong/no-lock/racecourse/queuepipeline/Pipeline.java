package racecourse.queuepipeline;

import java.util.LinkedList;
import java.util.Optional;
import java.util.Queue;

public class Pipeline<T> {
  private final Queue<T> messages = new LinkedList<>();
  private final int maxSize;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (messages.size() >= maxSize && !closed) {
      Thread.sleep(1);
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    messages.add(message);
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (messages.isEmpty() && !closed) {
      Thread.sleep(1);
    }
    return Optional.ofNullable(messages.poll());
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return messages.size();
  }
}
