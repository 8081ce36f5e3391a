package racecourse.queuepipeline;

import java.util.Optional;

/** Right for one setter and one getter: each index has one writer. */
public class Pipeline<T> {
  private final Object[] slots;
  private volatile long written;
  private volatile long read;
  private volatile boolean closed;

  public Pipeline(int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("maxSize < 1");
    }
    slots = new Object[maxSize];
  }

  public void setMessage(T message) throws InterruptedException {
    while (!closed && written - read == slots.length) {
      Thread.sleep(1);
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    long mine = written;
    slots[(int) (mine % slots.length)] = message;
    written = mine + 1;
  }

  @SuppressWarnings("unchecked")
  public Optional<T> getMessage() throws InterruptedException {
    while (true) {
      boolean last = closed;
      long mine = read;
      if (mine < written) {
        T message = (T) slots[(int) (mine % slots.length)];
        read = mine + 1;
        return Optional.of(message);
      }
      if (last) {
        return Optional.empty();
      }
      Thread.sleep(1);
    }
  }

  public void close() {
    closed = true;
  }

  public int size() {
    return (int) (written - read);
  }
}
