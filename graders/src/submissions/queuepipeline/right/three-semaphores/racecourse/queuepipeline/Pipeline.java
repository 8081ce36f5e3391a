package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/** The textbook's three semaphores: free places, messages, and a mutex. Closing adds one of each that is passed on. */
public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final Semaphore mutex = new Semaphore(1);
  private final Semaphore items = new Semaphore(0);
  private final Semaphore free;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("No room.");
    }
    free = new Semaphore(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    free.acquire();
    mutex.acquireUninterruptibly();
    boolean accepted = !closed;
    if (accepted) {
      messages.add(message);
    }
    mutex.release();
    if (!accepted) {
      free.release();
      throw new IllegalStateException("Closed.");
    }
    items.release();
  }

  public Optional<T> getMessage() throws InterruptedException {
    items.acquire();
    mutex.acquireUninterruptibly();
    T message = messages.poll();
    mutex.release();
    if (message == null) {
      items.release();
      return Optional.empty();
    }
    free.release();
    return Optional.of(message);
  }

  public void close() {
    mutex.acquireUninterruptibly();
    boolean first = !closed;
    closed = true;
    mutex.release();
    if (first) {
      items.release();
      free.release();
    }
  }

  public int size() {
    mutex.acquireUninterruptibly();
    try {
      return messages.size();
    } finally {
      mutex.release();
    }
  }
}
