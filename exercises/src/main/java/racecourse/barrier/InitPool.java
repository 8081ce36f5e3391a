package racecourse.barrier;

import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/**
 * A group of workers that all get ready first and only then go to work. The workers are numbered from 0.
 *
 * <p>Any thread may call any method at any time; every call of {@link #run} is a run of its own.
 */
public class InitPool {

  // TODO: What does the pool have to remember between the constructor and run()?

  /**
   * A pool; no thread is started yet.
   *
   * @param workers how many workers, at least 1
   * @param initialise called with the worker's number, by that worker, to get ready
   * @param work called with the worker's number, by that worker, when everybody is ready
   */
  public InitPool(int workers, IntConsumer initialise, IntConsumer work) {
    // TODO
    throw new UnsupportedOperationException("The constructor of InitPool is not written yet.");
  }

  /**
   * Starts one thread per worker. Worker i calls {@code initialise(i)}, waits until every worker has done so, then
   * calls {@code work(i)}. No work begins before every {@code initialise} has ended. Returns when all have ended.
   *
   * @throws ExecutionException if any {@code initialise} threw something, which is then the cause: in that case no
   *     work begins and nobody is left waiting; likewise if any {@code work} threw something
   * @throws InterruptedException if the calling thread is interrupted while it waits
   */
  public void run() throws InterruptedException, ExecutionException {
    // TODO: what if the slowest worker is very slow, and what if one never comes?
    throw new UnsupportedOperationException("InitPool.run() is not written yet.");
  }
}
