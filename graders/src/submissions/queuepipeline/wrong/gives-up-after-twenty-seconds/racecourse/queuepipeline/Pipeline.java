package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

public class Pipeline<T> {
  private final BlockingQueue<T> queue;
  private final AtomicInteger setters = new AtomicInteger();
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new LinkedBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    setters.incrementAndGet();
    try {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      queue.offer(message, 20, TimeUnit.SECONDS);
    } finally {
      setters.decrementAndGet();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      T message = queue.poll(10, TimeUnit.MILLISECONDS);
      if (message != null) {
        return Optional.of(message);
      }
      if (closed && setters.get() == 0) {
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
