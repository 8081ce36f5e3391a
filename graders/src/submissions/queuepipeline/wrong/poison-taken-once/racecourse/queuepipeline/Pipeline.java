package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The queue itself has no bound, a semaphore keeps the room; an empty Optional is the last thing in the queue. */
public class Pipeline<T> {
  private final BlockingQueue<Optional<T>> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Object lid = new Object();
  private final Semaphore room;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("A pipeline holds at least one message.");
    }
    room = new Semaphore(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    room.acquire();
    synchronized (lid) {
      if (!closed) {
        count.incrementAndGet();
        queue.add(Optional.of(message));
        return;
      }
    }
    // Passes the permit on, to the next one who waits in vain.
    room.release();
    throw new IllegalStateException("The pipeline is closed.");
  }

  public Optional<T> getMessage() throws InterruptedException {
    Optional<T> message = queue.take();
    if (message.isPresent()) {
      count.decrementAndGet();
      room.release();
    }
    return message;
  }

  public void close() {
    synchronized (lid) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(Optional.empty());
    }
    room.release();
  }

  public int size() {
    return count.get();
  }
}
