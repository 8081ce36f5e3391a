package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
  private final BlockingQueue<T> queue;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new ArrayBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    queue.put(message);
  }

  public Optional<T> getMessage() throws InterruptedException {
    if (closed && queue.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(queue.take());
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return queue.size();
  }
}
