package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

public class Pipeline<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    lock.lock();
    while (messages.size() == maxSize && !closed) {
      changed.await();
    }
    if (closed) {
      lock.unlock();
      throw new IllegalStateException("closed");
    }
    messages.add(message);
    changed.signalAll();
    lock.unlock();
  }

  public Optional<T> getMessage() throws InterruptedException {
    lock.lock();
    while (messages.isEmpty() && !closed) {
      changed.await();
    }
    Optional<T> message = Optional.ofNullable(messages.poll());
    changed.signalAll();
    lock.unlock();
    return message;
  }

  public void close() {
    lock.lock();
    closed = true;
    changed.signalAll();
    lock.unlock();
  }

  public int size() {
    lock.lock();
    int size = messages.size();
    lock.unlock();
    return size;
  }
}
