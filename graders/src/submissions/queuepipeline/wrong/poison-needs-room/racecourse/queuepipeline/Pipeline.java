package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

public class Pipeline<T> {
  private final BlockingQueue<Optional<T>> queue;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new ArrayBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    queue.put(Optional.of(message));
  }

  public Optional<T> getMessage() throws InterruptedException {
    Optional<T> message = queue.take();
    if (message.isEmpty()) {
      queue.offer(message);
    }
    return message;
  }

  public void close() {
    if (!closed) {
      closed = true;
      try {
        queue.put(Optional.empty());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public int size() {
    return queue.size();
  }
}
