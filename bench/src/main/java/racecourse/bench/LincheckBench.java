package racecourse.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jetbrains.lincheck.Lincheck;
import racecourse.bench.subject.Pipeline;

/** The same scenario under Lincheck. */
final class LincheckBench {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private LincheckBench() {}

  static void run(Consumer<String> out) {
    for (int round = 1; round <= 3; round++) {
      RUNS.set(0);
      long begin = System.nanoTime();
      String end = "";
      try {
        Lincheck.runConcurrentTest(1000, LincheckBench::twoMessages);
      } catch (Throwable thrown) {
        end = " (" + thrown.getClass().getSimpleName() + ")";
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      out.accept(
          "Lincheck, round %d: %,d schedules, %,.0f a second%s"
              .formatted(round, RUNS.get(), RUNS.get() / seconds, end));
    }
  }

  private static void twoMessages() {
    RUNS.incrementAndGet();
    Pipeline<Integer> pipeline = new Pipeline<>();
    int[] sum = new int[1];
    Thread producer =
        new Thread(
            () -> {
              try {
                pipeline.setMessage(1);
                pipeline.setMessage(2);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Thread consumer =
        new Thread(
            () -> {
              try {
                sum[0] = pipeline.getMessage() + pipeline.getMessage();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    producer.start();
    consumer.start();
    try {
      producer.join();
      consumer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (sum[0] != 3) {
      throw new IllegalStateException("Got " + sum[0]);
    }
  }
}
