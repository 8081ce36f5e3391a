package racecourse.twolockpipeline;

import java.util.*;
import java.util.concurrent.*;
import java.util.logging.*;

/** A priority queue of numbered messages, one permit for room. */
public class Pipeline<T> {
  private static final Logger LOG = Logger.getLogger("pipeline");
  private record Numbered<M>(long number, M message) implements Comparable<Numbered<M>> {
    @Override public int compareTo(Numbered<M> o) { return Long.compare(number, o.number); }
  }
  private final PriorityBlockingQueue<Numbered<T>> queue = new PriorityBlockingQueue<>(1, Comparator.naturalOrder());
  private final Semaphore room = new Semaphore(1);
  private long next;

  public Pipeline() { }

  public void setMessage(T message) throws InterruptedException {
    room.acquire();
    Numbered<T> n = new Numbered<>(next++, message);
    LOG.log(Level.INFO, "{0} sets {1}", new Object[] {Thread.currentThread().getName(), n});
    queue.put(n);
  }

  public T getMessage() throws InterruptedException {
    Numbered<T> n = queue.take();
    LOG.info("got " + n);
    room.release();
    return n.message();
  }
}
