package racecourse.engine.fuzz;

import java.lang.reflect.Constructor;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Scenario;

/** The classes of a few rounds, with the grader in them. */
final class World {
  private final FuzzLoader loader;
  private final Exercise exercise;
  private int rounds;

  /**
   * A new world.
   *
   * @throws ReflectiveOperationException if the grader cannot be made, by the kit's own fault
   */
  World(Job job, Rewritten classes) throws ReflectiveOperationException {
    loader = new FuzzLoader(classes);
    Constructor<?> constructor = loader.loadClass(job.grader()).getDeclaredConstructor();
    constructor.setAccessible(true);
    exercise = ((Grader) constructor.newInstance()).exercise();
  }

  Exercise exercise() {
    return exercise;
  }

  /** The scenario of a question, in this world. */
  Scenario scenario(String check, String question) {
    return exercise.checks().stream()
        .filter(found -> found.id().equals(check))
        .map(Check::questions)
        .flatMap(questions -> questions.stream().filter(found -> found.name().equals(question)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no question " + check + "/" + question + "."))
        .scenario();
  }

  FuzzPoints points() {
    return loader.points();
  }

  /** Counts a round. */
  int used() {
    return ++rounds;
  }

  /** Unwinds the threads that run in this world. */
  void abandon() {
    loader.abandon();
  }
}
