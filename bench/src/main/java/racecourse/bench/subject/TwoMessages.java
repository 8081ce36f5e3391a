package racecourse.bench.subject;

import racecourse.engine.model.Kind;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scenario;
import racecourse.engine.scene.Scene;

/** A producer hands two messages to a consumer. */
public final class TwoMessages implements Scenario {
  /** The scenario; without state. */
  public TwoMessages() {}

  @Override
  public void play(Scene scene) {
    Pipeline<Integer> pipeline = new Pipeline<>();
    Journal<Integer> got = scene.journal();
    scene.actor(
        "producer",
        () -> {
          pipeline.setMessage(1);
          pipeline.setMessage(2);
        });
    scene.actor(
        "consumer",
        () -> {
          got.add(pipeline.getMessage());
          got.add(pipeline.getMessage());
        });
    scene.play();
    scene.expect(got.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", got.entries());
  }
}
