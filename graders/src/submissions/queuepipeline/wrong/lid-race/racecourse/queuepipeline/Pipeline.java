package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

public class Pipeline<T> {
  private final BlockingQueue<T> queue;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new LinkedBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    do {
      if (closed) {
        throw new IllegalStateException("closed");
      }
    } while (!queue.offer(message, 10, TimeUnit.MILLISECONDS));
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      T message = queue.poll(10, TimeUnit.MILLISECONDS);
      if (message != null) {
        return Optional.of(message);
      }
      if (closed) {
        return Optional.ofNullable(queue.poll());
      }
    }
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return queue.size();
  }
}
