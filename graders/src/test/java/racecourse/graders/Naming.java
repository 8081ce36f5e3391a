package racecourse.graders;

import java.util.Set;
import java.util.TreeSet;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;

/** How well the misconception behind a wrong submission was named. */
enum Naming {
  /** By its name, or another that is just as true, and by no other. */
  RIGHTLY,
  /** By a name that is not true of it, in any of its checks. */
  WRONGLY,
  /** Not at all. */
  SILENT;

  /** How the result of grading the submission names it. */
  static Naming of(Submitted submitted, ExerciseResult result) {
    Set<String> names = names(result);
    if (names.isEmpty()) {
      return SILENT;
    }
    names.remove(submitted.about().mistake());
    names.removeAll(submitted.about().alsoNamed());
    return names.isEmpty() ? RIGHTLY : WRONGLY;
  }

  /** All misconceptions that the result names. */
  static Set<String> names(ExerciseResult result) {
    Set<String> names = new TreeSet<>();
    for (CheckResult check : result.checks()) {
      Finding finding = check.finding();
      if (finding != null && finding.mistake() != null) {
        names.add(finding.mistake());
      }
    }
    return names;
  }
}
