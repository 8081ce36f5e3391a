package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded line of messages: one lock guards the queue and the flag, so that "closed" and "empty"
 * are seen together.
 *
 * @param <T> what a message is
 */
public class Pipeline<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomOrClosed = lock.newCondition();
  private final Condition messageOrClosed = lock.newCondition();
  private final Queue<T> messages = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  /** An open, empty pipeline. */
  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException(
          "A pipeline needs room for a message, not for " + maxSize + ".");
    }
    this.maxSize = maxSize;
  }

  /** Puts a message in; waits while the pipeline is full. */
  public void setMessage(T message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && messages.size() == maxSize) {
        roomOrClosed.await();
      }
      if (closed) {
        throw new IllegalStateException("The pipeline is closed.");
      }
      messages.add(message);
      messageOrClosed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest message out; waits while the pipeline is open and empty. */
  public Optional<T> getMessage() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && messages.isEmpty()) {
        messageOrClosed.await();
      }
      Optional<T> oldest = Optional.ofNullable(messages.poll());
      roomOrClosed.signal();
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  /** Says that no more messages will come, and wakes whoever waits. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      roomOrClosed.signalAll();
      messageOrClosed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many messages are in the pipeline now. */
  public int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }
}
