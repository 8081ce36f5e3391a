package racecourse.queuepipeline;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The tutorial's pipeline is a queue and nothing else; the event is looked at by both sides. */
public class Pipeline<T> {
  private final BlockingQueue<T> queue;
  private volatile boolean closed;
  private volatile Event stop = new Event();

  public Pipeline(int maxSize) {
    queue = new ArrayBlockingQueue<>(maxSize);
  }

  public void setMessage(T message) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    queue.put(message);
  }

  public Optional<T> getMessage() throws InterruptedException {
    return closed ? Optional.ofNullable(queue.poll()) : Optional.of(queue.take());
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return queue.size();
  }

  void stopOn(Event event) {
    stop = event;
  }

  boolean mayGetMore() {
    return !stop.isSet() || !queue.isEmpty();
  }
}
