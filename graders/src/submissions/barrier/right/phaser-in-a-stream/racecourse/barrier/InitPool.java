package racecourse.barrier;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.IntConsumer;
import java.util.logging.*;
import java.util.stream.*;
public class InitPool {
  private static final Logger LOG = Logger.getLogger("init");
  private final int workers; private final IntConsumer initialise, work;
  public InitPool(int workers, IntConsumer initialise, IntConsumer work) { this.workers = workers; this.initialise = initialise; this.work = work; }

  private static final class Run {
    final Phaser gate; final Queue<Throwable> initFailures = new ConcurrentLinkedQueue<>(); final Queue<Throwable> workFailures = new LinkedBlockingDeque<>();
    Run(int n) { gate = new Phaser(n); }
  }

  public void run() throws InterruptedException, ExecutionException {
    Run run = new Run(workers);
    List<Thread> threads = IntStream.range(0, workers).mapToObj(i -> {
      Thread t = new Thread(() -> {
        LOG.log(Level.INFO, "{0} initialising", i);
        try { initialise.accept(i); } catch (Throwable e) { run.initFailures.add(e); }
        run.gate.arriveAndAwaitAdvance();
        if (!run.initFailures.isEmpty()) return;
        LOG.log(Level.INFO, "{0} working", i);
        try { work.accept(i); } catch (Throwable e) { run.workFailures.offer(e); }
      }, "worker-" + i);
      return t;
    }).collect(Collectors.toCollection(ArrayList::new));
    threads.forEach(Thread::start);
    for (Iterator<Thread> it = threads.iterator(); it.hasNext(); it.remove()) it.next().join();
    Throwable first = Stream.concat(run.initFailures.stream(), run.workFailures.stream()).findFirst().orElse(null);
    if (first != null) throw new ExecutionException("worker failed", first);
    LOG.info("all done");
  }
}
