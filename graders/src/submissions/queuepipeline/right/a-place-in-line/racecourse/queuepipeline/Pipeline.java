package racecourse.queuepipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Whoever has to wait stands in a line with an object of his own, on which he alone waits; he is served in his turn. */
public class Pipeline<T> {
  private final Deque<T> messages = new ArrayDeque<>();
  private final Deque<Place> setters = new ArrayDeque<>();
  private final Deque<Place> getters = new ArrayDeque<>();
  private final int maxSize;
  private boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("no place");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      Place place = new Place();
      synchronized (this) {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        if (messages.size() < maxSize) {
          messages.addLast(message);
          callNext(getters);
          return;
        }
        setters.addLast(place);
      }
      await(place, setters);
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      Place place = new Place();
      synchronized (this) {
        if (!messages.isEmpty()) {
          callNext(setters);
          return Optional.of(messages.removeFirst());
        }
        if (closed) {
          return Optional.empty();
        }
        getters.addLast(place);
      }
      await(place, getters);
    }
  }

  public synchronized void close() {
    closed = true;
    while (callNext(setters) || callNext(getters)) {
      // Until both lines are empty.
    }
  }

  public synchronized int size() {
    return messages.size();
  }

  private void await(Place place, Deque<Place> line) throws InterruptedException {
    try {
      place.await();
    } catch (InterruptedException e) {
      synchronized (this) {
        if (!line.remove(place)) {
          // It was this one's turn already: somebody else has to look instead.
          callNext(line);
        }
      }
      throw e;
    }
  }

  private static boolean callNext(Deque<Place> line) {
    Place next = line.pollFirst();
    if (next != null) {
      next.call();
    }
    return next != null;
  }

  private static final class Place {
    private boolean called;

    private synchronized void call() {
      called = true;
      notify();
    }

    private synchronized void await() throws InterruptedException {
      while (!called) {
        wait();
      }
    }
  }
}
