package racecourse.graders.fuzzsample;

import java.util.EnumSet;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scenario;
import racecourse.engine.scene.Scene;
import racecourse.fuzzsample.Subject;

/** Questions to sample programs. */
public final class SampleGrader implements Grader {
  private static final String[] NAMES = {"first", "second", "third", "fourth"};

  @Override
  public Exercise exercise() {
    return Exercise.named("fuzzsample", 1, "Samples")
        .types("Subject")
        .check(ask("adds-up", SampleGrader::addsUp))
        .check(ask("one-gets-it", SampleGrader::oneGetsIt))
        .check(ask("ends", scene -> playTwo(scene, () -> {})))
        .check(ask("ends-many", SampleGrader::endsMany))
        .check(ask("waits", SampleGrader::waits))
        .check(ask("answers-interrupt", SampleGrader::answersInterrupt))
        .check(ask("no-threads", SampleGrader::noThreads))
        .check(ask("together", SampleGrader::together))
        .check(ask("alone", SampleGrader::alone))
        .check(ask("reports", SampleGrader::reports))
        .check(
            Check.named("not-here", "is for the explorer")
                .ask("only", EnumSet.of(EngineId.EXPLORER), scene -> {}))
        .check(
            Check.named("sparing", "is asked twice").askSparingly("only", 2, SampleGrader::alone))
        .build();
  }

  private static Check.Builder ask(String name, Scenario scenario) {
    return Check.named(name, name).ask("only", scenario);
  }

  private static Subject playTwo(Scene scene, Runnable callback) {
    Subject subject = new Subject(callback);
    scene.actor("first", () -> subject.act(0));
    scene.actor("second", () -> subject.act(1));
    scene.play();
    return subject;
  }

  private static void addsUp(Scene scene) {
    Subject subject = new Subject(() -> {});
    int actors = scene.scale(2, 4);
    for (int i = 0; i < actors; i++) {
      int who = i;
      scene.actor(NAMES[i], () -> subject.act(who));
    }
    scene.play();
    scene.expect(
        subject.value() == actors,
        Kind.LOST_UPDATE,
        "%d updates have left the value at %d.",
        actors,
        subject.value());
  }

  private static void oneGetsIt(Scene scene) {
    Subject subject = playTwo(scene, () -> {});
    scene.expect(
        subject.value() == 1, Kind.WRONG_RESULT, "There was one, and %d got it.", subject.value());
  }

  private static void endsMany(Scene scene) {
    Subject subject = new Subject(() -> {});
    for (int i = 0; i < NAMES.length; i++) {
      int who = i;
      scene.actor(NAMES[i], () -> subject.act(who));
    }
    scene.play();
  }

  private static void waits(Scene scene) {
    Subject subject = new Subject(() -> {});
    Actor waiter = scene.actor("waiter", () -> subject.act(0));
    scene.settle();
    scene.expect(!waiter.hasEnded(), Kind.WRONG_RESULT, "The waiter did not wait.");
    scene.actor("waker", () -> subject.act(1));
    scene.play();
    scene.expect(waiter.hasEnded(), Kind.WRONG_RESULT, "The waiter has not ended.");
  }

  private static void answersInterrupt(Scene scene) {
    Subject subject = new Subject(() -> {});
    Journal<String> seen = scene.journal();
    Actor waiter =
        scene.actor(
            "waiter",
            () -> {
              try {
                subject.act(0);
                seen.add("returned");
              } catch (InterruptedException e) {
                seen.add("interrupted");
              }
            });
    scene.settle();
    waiter.interrupt();
    scene.play();
    scene.expect(
        seen.entries().equals(java.util.List.of("interrupted")),
        Kind.WRONG_RESULT,
        "The interrupted waiter %s.",
        seen.entries());
  }

  private static void noThreads(Scene scene) throws Exception {
    Subject subject = new Subject(() -> {});
    subject.act(0);
    scene.awaitNoThreads("A thread is still there after act() has returned.");
  }

  private static void together(Scene scene) {
    Gate inside =
        scene.gate(
            2, Kind.NOT_PARALLEL, "The second call does not begin while the first is inside.");
    playTwo(scene, inside::pass);
  }

  private static void alone(Scene scene) throws Exception {
    Subject subject = new Subject(() -> {});
    subject.act(0);
  }

  private static void reports(Scene scene) throws Exception {
    Subject subject =
        new Subject(() -> scene.expect(false, Kind.WRONG_RESULT, "The callback came too early."));
    subject.act(0);
  }
}
