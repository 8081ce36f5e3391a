package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

public class Pipeline<T> {
  private final ConcurrentLinkedQueue<T> messages = new ConcurrentLinkedQueue<>();
  private final Semaphore room;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    room = new Semaphore(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    room.acquire();
    synchronized (this) {
      if (!closed) {
        messages.add(message);
        notifyAll();
        return;
      }
    }
    room.release();
    throw new IllegalStateException("closed");
  }

  public Optional<T> getMessage() throws InterruptedException {
    synchronized (this) {
      while (messages.isEmpty() && !closed) {
        wait();
      }
    }
    T message = messages.peek();
    if (message != null) {
      messages.poll();
      room.release();
    }
    return Optional.ofNullable(message);
  }

  public synchronized void close() {
    closed = true;
    notifyAll();
    room.release();
  }

  public int size() {
    return messages.size();
  }
}
