package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** A chain of futures: every link knows its message and promises the next link. The last link promises itself. */
public class Pipeline<T> {
  private final ReentrantLock first = new ReentrantLock();
  private final ReentrantLock last = new ReentrantLock();
  private final AtomicInteger count = new AtomicInteger();
  private final Semaphore room;
  private Link<T> head = new Link<>(null);
  private Link<T> tail = head;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("A chain needs a link.");
    }
    room = new Semaphore(maxSize, true);
  }

  public void setMessage(T message) throws InterruptedException {
    room.acquire();
    last.lock();
    try {
      if (closed) {
        room.release();
        throw new IllegalStateException("The chain is closed.");
      }
      Link<T> link = new Link<>(message);
      count.incrementAndGet();
      tail.next.complete(link);
      tail = link;
    } finally {
      last.unlock();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    first.lockInterruptibly();
    try {
      Link<T> link = head.next.get();
      if (link.message == null) {
        return Optional.empty();
      }
      head = link;
      count.decrementAndGet();
      room.release();
      return Optional.of(link.message);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      first.unlock();
    }
  }

  public void close() {
    last.lock();
    try {
      if (!closed) {
        closed = true;
        tail.next.complete(new Link<>(null));
        room.release();
      }
    } finally {
      last.unlock();
    }
  }

  public int size() {
    return count.get();
  }

  private static final class Link<T> {
    private final CompletableFuture<Link<T>> next = new CompletableFuture<>();
    private final T message;

    private Link(T message) {
      this.message = message;
    }
  }
}
