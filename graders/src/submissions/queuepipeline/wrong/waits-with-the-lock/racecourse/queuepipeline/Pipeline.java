package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

public class Pipeline<T> {
  private final BlockingQueue<Optional<T>> queue;
  private boolean closed;

  public Pipeline(int maxSize) {
    queue = new LinkedBlockingQueue<>(maxSize);
  }

  public synchronized void setMessage(T message) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    queue.put(Optional.of(message));
  }

  public synchronized Optional<T> getMessage() throws InterruptedException {
    if (closed && queue.isEmpty()) {
      return Optional.empty();
    }
    return queue.take();
  }

  public synchronized void close() {
    closed = true;
    queue.offer(Optional.empty());
  }

  public synchronized int size() {
    return queue.size();
  }
}
