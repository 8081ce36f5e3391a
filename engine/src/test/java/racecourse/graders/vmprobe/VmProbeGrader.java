package racecourse.graders.vmprobe;

import racecourse.engine.model.Kind;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.vmprobe.Probe;

/**
 * The made-up exercise of vmlens's tests: two threads use one object, and something must be 2 in
 * the end.
 */
public final class VmProbeGrader implements Grader {
  @Override
  public Exercise exercise() {
    return Exercise.named("vmprobe", 1, "A probe")
        .types("Probe")
        .check(Check.named("both", "two threads count to 2").ask("once", VmProbeGrader::both))
        .check(
            Check.named("again", "two threads count to 2 again").ask("once", VmProbeGrader::both))
        .check(Check.named("waits", "waits").ask("settle", VmProbeGrader::waits))
        .check(Check.named("meets", "both are under way at once").ask("gate", VmProbeGrader::meets))
        .check(Check.named("unseen", "is for others").askWithoutVmlens("once", VmProbeGrader::both))
        .build();
  }

  private static void both(Scene scene) {
    Probe probe = new Probe();
    scene.actor("left", probe::left);
    scene.actor("right", probe::right);
    scene.play();
    int result = probe.result();
    scene.expect(result == 2, Kind.WRONG_RESULT, "Two threads counted to %d, not to 2.", result);
  }

  private static void waits(Scene scene) {
    Probe probe = new Probe();
    scene.actor("left", probe::left);
    scene.settle();
  }

  private static void meets(Scene scene) {
    Gate gate = scene.gate(2, Kind.NOT_PARALLEL, "The threads do not meet.");
    Journal<String> journal = scene.journal();
    scene.actor(
        "left",
        () -> {
          gate.pass();
          journal.add("left");
        });
    scene.actor(
        "right",
        () -> {
          gate.pass();
          journal.add("right");
        });
    scene.play();
    scene.expect(journal.entries().size() == 2, Kind.WRONG_RESULT, "Not both came.");
  }
}
