package racecourse.twolockpipeline;

import java.util.concurrent.Phaser;
import java.util.concurrent.locks.ReentrantLock;

/** An even phase is empty, an odd one is full. */
public class Pipeline<T> {
  private final Phaser turns = new Phaser(1);
  private final ReentrantLock setters = new ReentrantLock();
  private final ReentrantLock getters = new ReentrantLock();
  private T message;

  public Pipeline() {}

  private void await(int parity) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    int phase = turns.getPhase();
    while (phase % 2 != parity) {
      phase = turns.awaitAdvanceInterruptibly(phase);
    }
  }

  public void setMessage(T message) throws InterruptedException {
    setters.lockInterruptibly();
    try {
      await(0);
      this.message = message;
      turns.arrive();
    } finally {
      setters.unlock();
    }
  }

  public T getMessage() throws InterruptedException {
    getters.lockInterruptibly();
    try {
      await(1);
      T taken = message;
      message = null;
      turns.arrive();
      return taken;
    } finally {
      getters.unlock();
    }
  }
}
