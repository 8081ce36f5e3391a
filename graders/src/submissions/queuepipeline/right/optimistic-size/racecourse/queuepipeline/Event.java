package racecourse.queuepipeline;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** A synchronizer of its own: nobody gets through while the state is 0. */
public class Event {
  private final Sync sync = new Sync();

  public void set() {
    sync.releaseShared(1);
  }

  public boolean isSet() {
    return sync.isOpen();
  }

  public void await() throws InterruptedException {
    sync.acquireSharedInterruptibly(1);
  }

  private static final class Sync extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    boolean isOpen() {
      return getState() != 0;
    }

    @Override
    protected int tryAcquireShared(int ignored) {
      return isOpen() ? 1 : -1;
    }

    @Override
    protected boolean tryReleaseShared(int ignored) {
      setState(1);
      return true;
    }
  }
}
