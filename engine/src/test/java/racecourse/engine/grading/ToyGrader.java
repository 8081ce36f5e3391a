package racecourse.engine.grading;

import java.util.EnumSet;
import racecourse.engine.model.EngineId;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/** An exercise for the fake engine: its checks are named like the methods that the engine calls. */
public record ToyGrader(String id, String... names) implements Grader {

  @Override
  public Exercise exercise() {
    Exercise.Builder exercise = Exercise.named(id, 1, "Toy " + id).types();
    for (String name : names) {
      exercise.check(
          Check.named(name, "Does " + name)
              .points(2)
              .ask("one", EnumSet.of(EngineId.FUZZ), scene -> {}));
    }
    return exercise.build();
  }
}
