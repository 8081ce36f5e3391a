package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A monitor guards the state, but threads wait outside it, parked, and are unparked at every change. */
public class Pipeline<T> {
  private final Queue<T> messages = new ArrayDeque<>();
  private final Set<Thread> waiting = new HashSet<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize is " + maxSize);
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (!offer(message)) {
      pause();
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      synchronized (this) {
        if (!messages.isEmpty()) {
          wakeAll();
          return Optional.of(messages.remove());
        }
        if (closed) {
          return Optional.empty();
        }
        waiting.add(Thread.currentThread());
      }
      pause();
    }
  }

  public synchronized void close() {
    closed = true;
    wakeAll();
  }

  public synchronized int size() {
    return messages.size();
  }

  private synchronized boolean offer(T message) {
    if (closed) {
      throw new IllegalStateException("The pipeline has been closed.");
    }
    if (messages.size() == maxSize) {
      waiting.add(Thread.currentThread());
      return false;
    }
    messages.add(message);
    wakeAll();
    return true;
  }

  private void pause() throws InterruptedException {
    LockSupport.park(this);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void wakeAll() {
    waiting.forEach(LockSupport::unpark);
    waiting.clear();
  }
}
