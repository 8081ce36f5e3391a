package racecourse.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntConsumer;

/** The caller collects a report from every worker and then hands each of them a start or a refusal. */
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
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    SynchronousQueue<Boolean> starts = new SynchronousQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(new Thread(() -> beWorker(worker, reports, starts)));
    }
    threads.forEach(Thread::start);
    try {
      Throwable failure = collect(reports);
      for (int i = 0; i < workers; i++) {
        starts.put(failure == null);
      }
      Throwable later = collect(reports);
      if (failure != null || later != null) {
        throw new ExecutionException(failure != null ? failure : later);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
  }

  private Throwable collect(BlockingQueue<Report> reports) throws InterruptedException {
    Throwable failure = null;
    for (int i = 0; i < workers; i++) {
      Report report = reports.take();
      failure = failure == null ? report.failure : failure;
    }
    return failure;
  }

  private void beWorker(int worker, BlockingQueue<Report> reports, SynchronousQueue<Boolean> starts) {
    reports.add(call(initialise, worker));
    boolean start;
    try {
      start = starts.take();
    } catch (InterruptedException e) {
      return;
    }
    reports.add(start ? call(work, worker) : new Report(null));
  }

  private static Report call(IntConsumer part, int worker) {
    try {
      part.accept(worker);
      return new Report(null);
    } catch (Throwable e) {
      return new Report(e);
    }
  }

  private static final class Report {
    private final Throwable failure;

    private Report(Throwable failure) {
      this.failure = failure;
    }
  }
}
