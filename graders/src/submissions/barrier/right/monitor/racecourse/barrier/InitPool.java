package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/** Everything in one monitor per run: who is ready, who has ended, what went wrong. */
public class InitPool {
  private final int workers;
  private final IntConsumer initialise;
  private final IntConsumer work;

  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    this.workers = workers;
    this.initialise = initialise;
    this.work = work;
  }

  public void run() throws InterruptedException, ExecutionException {
    Board board = new Board(workers);
    for (int i = 0; i < workers; i++) {
      int worker = i;
      new Thread(() -> play(worker, board)).start();
    }
    board.awaitEnd();
    for (Throwable failure : board.failures) {
      throw new ExecutionException(failure);
    }
  }

  private void play(int worker, Board board) {
    try {
      try {
        initialise.accept(worker);
      } catch (Throwable e) {
        board.cannotStart(e);
        return;
      }
      if (board.readyAndAllowed()) {
        work.accept(worker);
      }
    } catch (Throwable e) {
      board.failed(e);
    } finally {
      board.ended();
    }
  }

  private static final class Board {
    private final List<Throwable> failures = new ArrayList<>();
    private int missing;
    private int alive;
    private boolean cancelled;

    private Board(int workers) {
      missing = workers;
      alive = workers;
    }

    private synchronized void cannotStart(Throwable e) {
      cancelled = true;
      failures.add(e);
      notifyAll();
    }

    private synchronized void failed(Throwable e) {
      failures.add(e);
    }

    private synchronized boolean readyAndAllowed() throws InterruptedException {
      missing--;
      notifyAll();
      while (missing > 0 && !cancelled) {
        wait();
      }
      return !cancelled;
    }

    private synchronized void ended() {
      alive--;
      notifyAll();
    }

    private synchronized void awaitEnd() throws InterruptedException {
      while (alive > 0) {
        wait();
      }
    }
  }
}
