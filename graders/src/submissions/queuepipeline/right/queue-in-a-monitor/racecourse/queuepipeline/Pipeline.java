package racecourse.queuepipeline;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.logging.*;
public class Pipeline<T> {
  private static final Logger LOG = Logger.getLogger(Pipeline.class.getName());
  private final BlockingQueue<T> queue;
  private final Object guard = new Object();
  private volatile boolean closed;
  public Pipeline(int maxSize) {
    if (maxSize < 1) throw new IllegalArgumentException("maxSize " + maxSize);
    queue = new ArrayBlockingQueue<>(maxSize);
  }
  public void setMessage(T message) throws InterruptedException {
    synchronized (guard) {
      while (!closed && !queue.offer(message)) guard.wait();
      if (closed && !queue.contains(message)) throw new IllegalStateException("closed");
      if (closed) throw new IllegalStateException("closed");
      LOG.fine("set " + message);
      guard.notifyAll();
    }
  }
  public Optional<T> getMessage() throws InterruptedException {
    synchronized (guard) {
      T m;
      while ((m = queue.poll()) == null && !closed) guard.wait();
      guard.notifyAll();
      LOG.fine("get " + m);
      return Optional.ofNullable(m);
    }
  }
  public void close() { synchronized (guard) { closed = true; guard.notifyAll(); } }
  public int size() { synchronized (guard) { return queue.size(); } }
}
