package racecourse.queuepipeline;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

public class Pipeline<T> {
  private final Queue<T> messages = new ConcurrentLinkedQueue<>();
  private final int maxSize;
  private volatile int count;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (count >= maxSize && !closed) {
      Thread.sleep(1);
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    messages.add(message);
    count++;
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (count == 0 && !closed) {
      Thread.sleep(1);
    }
    T message = messages.poll();
    if (message != null) {
      count--;
    }
    return Optional.ofNullable(message);
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return count;
  }
}
