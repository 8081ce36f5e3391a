package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Waits in turns of a tenth of a second, with helper methods that enter the monitor again. */
public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    this.maxSize = maxSize;
    if (maxSize < 1) {
      throw new IllegalArgumentException("too small: " + maxSize);
    }
  }

  public void setMessage(T message) throws InterruptedException {
    synchronized (messages) {
      requireOpen();
      while (isFull()) {
        messages.wait(100);
        requireOpen();
      }
      messages.add(message);
      messages.notifyAll();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    synchronized (messages) {
      while (size() == 0 && !closed) {
        messages.wait(100);
      }
      Optional<T> message = Optional.ofNullable(messages.poll());
      messages.notifyAll();
      return message;
    }
  }

  public void close() {
    synchronized (messages) {
      closed = true;
      messages.notifyAll();
    }
  }

  public int size() {
    synchronized (messages) {
      return messages.size();
    }
  }

  private boolean isFull() {
    synchronized (messages) {
      return size() == maxSize;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The pipeline is closed.");
    }
  }
}
