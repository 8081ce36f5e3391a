package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A LinkedBlockingQueue with timed turns. A getter believes "empty" only when the pipeline was closed and nobody who had
 * seen it open was still putting.
 */
public class Pipeline<T> {
  private static final long TURN_MILLIS = 100;
  private final BlockingQueue<T> queue;
  private final AtomicInteger setters = new AtomicInteger();
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new LinkedBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    setters.incrementAndGet();
    try {
      do {
        if (closed) {
          throw new IllegalStateException("The pipeline is closed.");
        }
      } while (!queue.offer(message, TURN_MILLIS, TimeUnit.MILLISECONDS));
    } finally {
      setters.decrementAndGet();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      T message = queue.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
      if (message != null) {
        return Optional.of(message);
      }
      return Optional.empty();
    }
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return queue.size();
  }
}
