package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Setters share the lid, close() has it alone: a message is either in before the lid comes down or refused. Getters ask
 * for the lid before they look into the queue, so "nothing there" is final.
 */
public class Pipeline<T> {
  private final ReadWriteLock lid = new ReentrantReadWriteLock();
  private final ArrayBlockingQueue<T> queue;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    queue = new ArrayBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    while (!tryToSet(message)) {
      Thread.sleep(2);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      boolean last = closed;
      T message = queue.poll(last ? 0 : 5, TimeUnit.MILLISECONDS);
      if (message != null || last) {
        return Optional.ofNullable(message);
      }
    }
  }

  public void close() {
    lid.writeLock().lock();
    try {
      closed = true;
    } finally {
      lid.writeLock().unlock();
    }
  }

  public int size() {
    return queue.size();
  }

  private boolean tryToSet(T message) {
    lid.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The lid is on.");
      }
      return queue.offer(message);
    } finally {
      lid.readLock().unlock();
    }
  }
}
