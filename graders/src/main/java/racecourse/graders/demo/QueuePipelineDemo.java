package racecourse.graders.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import racecourse.queuepipeline.Consumer;
import racecourse.queuepipeline.Event;
import racecourse.queuepipeline.Pipeline;
import racecourse.queuepipeline.Producer;

/** A weather station that is told to stop: once slowly, then a thousand times at odd moments. */
final class QueuePipelineDemo implements Demo {
  private static final int ROUNDS = 1_000;

  @Override
  public String title() {
    return "A weather station, a file, and a pipeline with room for three; then it is six o'clock";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.scene("A measurement takes 50 ms, storing it takes 100 ms; stop after 600 ms.");
    Pipeline<Integer> pipeline = new Pipeline<>(3);
    Event stop = new Event();
    AtomicInteger taken = new AtomicInteger();
    List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    Producer<Integer> producer =
        new Producer<>(
            pipeline,
            stop,
            () -> {
              Stage.work(50);
              int number = taken.incrementAndGet();
              stage.say("takes measurement " + number);
              return number;
            });
    Consumer<Integer> consumer =
        new Consumer<>(
            pipeline,
            number -> {
              Stage.work(100);
              stage.say("stores measurement " + number + ", " + pipeline.size() + " wait");
              stored.add(number);
            });
    Thread station = stage.start("producer", producer::run);
    Thread file = stage.start("consumer", consumer::run);
    Stage.pause(600);
    stage.say("sets the event: stop");
    stop.set();
    station.join();
    stage.say("producer has ended");
    file.join();
    stage.say("consumer has ended");
    stage.promised(
        stored.equals(numbers(taken.get())),
        "All " + taken + " measurements were stored, in order.",
        taken + " measurements were taken, and stored were " + stored + ".");

    stage.scene("The same without pauses, " + ROUNDS + " times, stopped at odd moments.");
    for (int round = 1; round <= ROUNDS; round++) {
      if (!quick(stage, round)) {
        return;
      }
      if (round % (ROUNDS / 4) == 0) {
        stage.say("round " + round);
      }
    }
    stage.promised(true, "Both ended each time, and nothing was lost.", "");
  }

  private static boolean quick(Stage stage, int round) throws InterruptedException {
    Pipeline<Integer> pipeline = new Pipeline<>(1 + round % 3);
    Event stop = new Event();
    AtomicInteger taken = new AtomicInteger();
    List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    Thread file =
        stage.start("consumer", new Consumer<Integer>(pipeline, number -> stored.add(number))::run);
    Thread station =
        stage.start("producer", new Producer<Integer>(pipeline, stop, taken::incrementAndGet)::run);
    long until = System.nanoTime() + (round % 50) * 4_000L;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    stop.set();
    station.join();
    file.join();
    boolean whole = stored.equals(numbers(taken.get()));
    if (!whole) {
      stage.promised(
          false,
          "",
          "Round %d: %d measurements were taken, %d stored."
              .formatted(round, taken.get(), stored.size()));
    }
    return whole;
  }

  private static List<Integer> numbers(int last) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= last; i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
