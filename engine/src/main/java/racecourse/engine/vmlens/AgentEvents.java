package racecourse.engine.vmlens;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The agent's writer of events, one thread with a queue, led by events of ours in that queue.
 *
 * <p>It waits for the next event in a loop of {@code Thread.yield}, a third of all the processor
 * time a child needs; an event of ours that waits and then queues up again gives that back. And it
 * closes its files in a shutdown hook, but a child that ran student code is halted without hooks;
 * the last event of ours closes them.
 */
final class AgentEvents {
  private static final String AGENT = "com.vmlens.transformed.agent.bootstrap.event.";
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final @Nullable Class<?> type;
  private volatile boolean closing;

  private AgentEvents(@Nullable Class<?> type) {
    this.type = type;
  }

  /**
   * Lets the writer rest between events from now on; without the agent there is nothing to do, now
   * or later.
   *
   * @throws ReflectiveOperationException if this is not the vmlens we know
   */
  static AgentEvents paced() throws ReflectiveOperationException {
    AgentEvents events = new AgentEvents(type());
    events.rest();
    return events;
  }

  /**
   * Waits until everything that was recorded so far is on disk, at most two seconds.
   *
   * @throws ReflectiveOperationException if this is not the vmlens we know
   * @throws InterruptedException if the calling thread is interrupted
   */
  void close() throws ReflectiveOperationException, InterruptedException {
    if (type == null) {
      return;
    }
    closing = true;
    CountDownLatch written = new CountDownLatch(1);
    offer(
        (proxy, method, arguments) -> {
          try {
            Object files = arguments[0];
            files.getClass().getMethod("close").invoke(files);
          } finally {
            written.countDown();
          }
          return null;
        });
    written.await(2, TimeUnit.SECONDS);
  }

  /** What is recorded during the pause comes before the next one. */
  private void rest() throws ReflectiveOperationException {
    offer(
        (proxy, method, arguments) -> {
          LockSupport.parkNanos(PAUSE_NANOS);
          if (!closing) {
            rest();
          }
          return null;
        });
  }

  private void offer(InvocationHandler whenItsTurnComes) throws ReflectiveOperationException {
    if (type == null) {
      return;
    }
    Object event =
        Proxy.newProxyInstance(
            AgentEvents.class.getClassLoader(), new Class<?>[] {type}, whenItsTurnComes);
    Object queue =
        Class.forName(AGENT + "queue.EventQueueSingleton", true, null)
            .getField("eventQueue")
            .get(null);
    Class.forName(AGENT + "queue.QueueIn", true, null)
        .getMethod("offer", type)
        .invoke(queue, event);
  }

  private static @Nullable Class<?> type() {
    try {
      return Class.forName(AGENT + "SerializableEvent", true, null);
    } catch (ClassNotFoundException noAgent) {
      return null;
    }
  }
}
