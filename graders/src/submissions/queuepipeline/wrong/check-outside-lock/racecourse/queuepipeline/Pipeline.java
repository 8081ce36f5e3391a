package racecourse.queuepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Waiting is looking again every few milliseconds, outside the monitor. */
public class Pipeline<T> {
  private final List<T> messages = new ArrayList<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize <= 0) {
      throw new IllegalArgumentException("maxSize <= 0");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      synchronized (messages) {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        if (messages.size() >= maxSize) {
          messages.wait(3);
          continue;
        }
      }
      synchronized (messages) {
        messages.add(message);
        return;
      }
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      synchronized (messages) {
        if (!messages.isEmpty()) {
          return Optional.of(messages.remove(0));
        }
        if (closed) {
          return Optional.empty();
        }
      }
      Thread.sleep(3);
    }
  }

  public void close() {
    synchronized (messages) {
      closed = true;
    }
  }

  public int size() {
    synchronized (messages) {
      return messages.size();
    }
  }
}
