package racecourse.queuepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Immutable pages, each with a latch that opens when the page is turned. */
public class Pipeline<T> {
  private record Page<T>(List<T> messages, boolean closed, CountDownLatch turned) {}

  private final int maxSize;
  private final AtomicReference<Page<T>> page =
      new AtomicReference<>(new Page<>(List.of(), false, new CountDownLatch(1)));

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("No room at all: " + maxSize);
    }
    this.maxSize = maxSize;
  }

  private boolean turn(Page<T> old, List<T> messages, boolean closed) {
    if (page.compareAndSet(old, new Page<>(messages, closed, new CountDownLatch(1)))) {
      old.turned().countDown();
      return true;
    }
    return false;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      Page<T> now = page.get();
      if (now.closed()) {
        throw new IllegalStateException("The pipeline is closed.");
      }
      if (now.messages().size() == maxSize) {
        now.turned().await();
        continue;
      }
      List<T> more = new ArrayList<>(now.messages());
      more.add(message);
      if (turn(now, more, false)) {
        return;
      }
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    for (; ; ) {
      Page<T> now = page.get();
      if (!now.messages().isEmpty()) {
        if (turn(now, now.messages().subList(1, now.messages().size()), now.closed())) {
          return Optional.of(now.messages().get(0));
        }
      } else if (now.closed()) {
        return Optional.empty();
      } else {
        now.turned().await();
      }
    }
  }

  public void close() {
    Page<T> now;
    do {
      now = page.get();
    } while (!now.closed() && !turn(now, now.messages(), true));
  }

  public int size() {
    return page.get().messages().size();
  }
}
