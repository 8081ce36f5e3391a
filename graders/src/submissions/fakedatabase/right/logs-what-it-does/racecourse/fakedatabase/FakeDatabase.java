package racecourse.fakedatabase;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.*;
import java.util.*;
import java.time.*;

/** Logs a lot, uses all of the language. */
public class FakeDatabase {
  private static final Logger LOG = Logger.getLogger(FakeDatabase.class.getName());

  enum Guard {
    ONE { @Override void describe(String who) { LOG.log(Level.FINE, "{0} holds", who); } };
    abstract void describe(String who);
  }

  sealed interface State permits Empty, Holding {}
  record Empty() implements State {}
  record Holding(int value) implements State {
    Holding {
      if (value < 0) throw new IllegalArgumentException("negative: %d".formatted(value));
    }
  }

  final class Held implements AutoCloseable {
    Held(String who) { lock.lock(); Guard.ONE.describe(who); }
    @Override public void close() { lock.unlock(); }
  }

  private final Lock lock = new ReentrantLock() {
    @Override public String toString() { return "database lock"; }
  };
  private State state = new Empty();
  private final Map<String, List<Instant>> history = new TreeMap<>();

  public FakeDatabase() { super(); }

  public void update(String name) {
    System.out.println(LocalTime.now() + " Thread " + name + ": starting update");
    LOG.info(() -> "Thread " + name + " about to lock");
    try (Held held = new Held(name)) {
      int copy = read() + 1;
      history.computeIfAbsent(name, k -> new ArrayList<>()).add(Instant.now());
      boolean interrupted = false;
      long until = System.nanoTime() + Duration.ofMillis(100).toNanos();
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        interrupted = true;
      } finally {
        state = switch (copy) { case 0 -> new Empty(); default -> new Holding(copy); };
        if (interrupted) Thread.currentThread().interrupt();
      }
      assert until > 0;
      String all = history.entrySet().stream().sorted(Map.Entry.comparingByKey())
          .map(e -> e.getKey() + "=" + e.getValue().size()).collect(Collectors.joining(", ", "{", "}"));
      System.err.printf("%s %s %s%n", Thread.currentThread().getName(), all, UUID.nameUUIDFromBytes(all.getBytes()));
    }
    LOG.info("Thread " + name + " finishing");
  }

  private int read() {
    State now = state;
    if (now instanceof Holding h) return h.value();
    return 0;
  }

  public int value() {
    try (Held held = new Held("reader")) { return read(); }
  }
}
