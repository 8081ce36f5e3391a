package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Room and lid in one atomic number; a latch is opened, and a new one hung up, at every change. A message is in the queue before the number
 * says so, and the number is asked first, so whoever has got a place or a message by the number finds it.
 */
public class Pipeline<T> {
  private static final int CLOSED = 1 << 30;
  private final ConcurrentLinkedQueue<T> messages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger reserved = new AtomicInteger();
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicReference<CountDownLatch> change =
      new AtomicReference<>(new CountDownLatch(1));
  private final int maxSize;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize " + maxSize);
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      CountDownLatch next = change.get();
      int now = reserved.get();
      if ((now & CLOSED) != 0) {
        throw new IllegalStateException("closed");
      }
      if (now == maxSize) {
        next.await();
      } else if (reserved.compareAndSet(now, now + 1)) {
        messages.add(message);
        ready.incrementAndGet();
        changed();
        return;
      }
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      CountDownLatch next = change.get();
      int all = reserved.get();
      int now = ready.get();
      if (now > 0) {
        if (ready.compareAndSet(now, now - 1)) {
          T message = messages.remove();
          reserved.decrementAndGet();
          changed();
          return Optional.of(message);
        }
      } else if (all == CLOSED) {
        return Optional.empty();
      } else {
        next.await();
      }
    }
  }

  public void close() {
    reserved.getAndUpdate(now -> now | CLOSED);
    changed();
  }

  public int size() {
    return ready.get();
  }

  private void changed() {
    change.getAndSet(new CountDownLatch(1)).countDown();
  }
}
