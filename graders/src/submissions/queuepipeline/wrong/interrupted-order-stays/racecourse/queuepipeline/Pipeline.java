package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A getter that finds nothing leaves a future, and the next setter completes the oldest of them. */
public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final Queue<CompletableFuture<Optional<T>>> orders = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize must be positive");
    }
    this.maxSize = maxSize;
  }

  public synchronized void setMessage(T message) throws InterruptedException {
    while (!closed && messages.size() == maxSize) {
      wait();
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    CompletableFuture<Optional<T>> order = orders.poll();
    if (order == null) {
      messages.add(message);
    } else {
      order.complete(Optional.of(message));
      // The place that this one was woken for is still free.
      notify();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    CompletableFuture<Optional<T>> order = new CompletableFuture<>();
    synchronized (this) {
      T message = messages.poll();
      if (message != null) {
        notify();
        return Optional.of(message);
      }
      if (closed) {
        return Optional.empty();
      }
      orders.add(order);
    }
    try {
      return order.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  public synchronized void close() {
    closed = true;
    notifyAll();
    orders.forEach(order -> order.complete(Optional.empty()));
    orders.clear();
  }

  public synchronized int size() {
    return messages.size();
  }
}
