package racecourse.bench;

import java.util.function.Consumer;
import org.jetbrains.lincheck.Lincheck;
import racecourse.bench.subject.Pipeline;

/**
 * The same scenario under Lincheck. It puts static state back after each schedule, a counter of ours
 * too, so the schedules are counted by the threads that were made: two in each.
 */
final class LincheckBench {
  private LincheckBench() {}

  static void run(Consumer<String> out) {
    for (int round = 1; round <= 3; round++) {
      long before = new Thread().getId();
      long begin = System.nanoTime();
      String end = "";
      try {
        Lincheck.runConcurrentTest(1000, LincheckBench::twoMessages);
      } catch (Throwable thrown) {
        end = " (" + thrown.getClass().getSimpleName() + ")";
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long runs = (new Thread().getId() - before) / 2;
      out.accept(
          "Lincheck, round %d: %,d schedules, %,.0f a second%s"
              .formatted(round, runs, runs / seconds, end));
    }
  }

  private static void twoMessages() {
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
