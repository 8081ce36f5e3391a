package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

public class Pipeline<T> {
  private final BlockingQueue<T> queue;
  private boolean closed;

  public Pipeline(int maxSize) {
    queue = new LinkedBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    while (!tryToSet(message)) {
      Thread.sleep(5);
    }
  }

  private synchronized boolean tryToSet(T message) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    return queue.offer(message);
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      T message = queue.poll(10, TimeUnit.MILLISECONDS);
      if (message != null) {
        return Optional.of(message);
      }
      if (isClosed()) {
        return Optional.empty();
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  public synchronized void close() {
    closed = true;
  }

  public int size() {
    return queue.size();
  }
}
