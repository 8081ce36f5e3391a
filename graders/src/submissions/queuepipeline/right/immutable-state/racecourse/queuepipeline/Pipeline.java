package racecourse.queuepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** No lock: the whole state is one immutable value, and every change completes the future of the value before it. */
public class Pipeline<T> {
  private final AtomicReference<State<T>> state =
      new AtomicReference<>(new State<>(List.of(), false, new CompletableFuture<>()));
  private final int maxSize;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    this.maxSize = maxSize;
  }

  public void setMessage(T message) throws InterruptedException {
    while (true) {
      State<T> now = state.get();
      if (now.closed) {
        throw new IllegalStateException("closed");
      }
      if (now.messages.size() == maxSize) {
        now.awaitChange();
      } else {
        List<T> longer = new ArrayList<>(now.messages);
        longer.add(message);
        if (change(now, longer, false)) {
          return;
        }
      }
    }
  }

  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      State<T> now = state.get();
      if (!now.messages.isEmpty()) {
        if (change(now, now.messages.subList(1, now.messages.size()), now.closed)) {
          return Optional.of(now.messages.get(0));
        }
      } else if (now.closed) {
        return Optional.empty();
      } else {
        now.awaitChange();
      }
    }
  }

  public void close() {
    State<T> now;
    do {
      now = state.get();
    } while (!now.closed && !change(now, now.messages, true));
  }

  public int size() {
    return state.get().messages.size();
  }

  private boolean change(State<T> from, List<T> messages, boolean closed) {
    State<T> to = new State<>(List.copyOf(messages), closed, new CompletableFuture<>());
    if (!state.compareAndSet(from, to)) {
      return false;
    }
    from.changed.complete(null);
    return true;
  }

  private record State<T>(List<T> messages, boolean closed, CompletableFuture<Void> changed) {
    void awaitChange() throws InterruptedException {
      try {
        changed.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }
}
