package racecourse.graders.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import racecourse.engine.scene.Grader;

/** Picks exercises of the course. */
final class Selection {

  private Selection() {}

  /**
   * The exercises with these ids, in the order of the course; all if there are none.
   *
   * @throws BadUsage if the course has no such exercise
   */
  static List<Grader> of(List<Grader> course, List<String> ids) throws BadUsage {
    Set<String> wanted = new LinkedHashSet<>(ids.stream().map(String::strip).toList());
    List<String> known = course.stream().map(grader -> grader.exercise().id()).toList();
    for (String id : wanted) {
      if (!known.contains(id)) {
        throw new BadUsage(
            "There is no exercise '" + id + "'; there are " + String.join(", ", known) + ".");
      }
    }
    return wanted.isEmpty()
        ? course
        : course.stream().filter(grader -> wanted.contains(grader.exercise().id())).toList();
  }
}
