package racecourse.engine.grading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import racecourse.engine.child.Unwanted;
import racecourse.engine.judge.Judge;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;

/**
 * What need not be looked at any more in one exercise, because the verdict would stay the same: a
 * check that a higher ranking engine has seen fail, and every check that needs such a one. It makes
 * wrong submissions quick to grade. Safe for use by several threads.
 */
final class Decided {
  private final Exercise exercise;
  private final Map<EngineId, Unwanted> unwanted = new EnumMap<>(EngineId.class);

  Decided(Exercise exercise) {
    this.exercise = exercise;
    for (EngineId engine : EngineId.values()) {
      unwanted.put(engine, new Unwanted());
    }
  }

  /** What this engine may leave out; grows. */
  Unwanted unwantedBy(EngineId engine) {
    return Objects.requireNonNull(unwanted.get(engine));
  }

  /** An engine has observed this. */
  void observed(String check, Observation observation) {
    if (!(observation instanceof Observation.Found)) {
      return;
    }
    List<String> dependents = dependents(check);
    unwanted.values().forEach(each -> each.add(dependents));
    List<EngineId> rank = Judge.RANK;
    for (EngineId lower : rank.subList(rank.indexOf(observation.engine()) + 1, rank.size())) {
      unwantedBy(lower).add(List.of(check));
    }
  }

  private List<String> dependents(String failed) {
    Set<String> all = new HashSet<>(Set.of(failed));
    List<String> dependents = new ArrayList<>();
    // Checks come after those they need.
    for (Check check : exercise.checks()) {
      if (!all.contains(check.id()) && check.needs().stream().anyMatch(all::contains)) {
        all.add(check.id());
        dependents.add(check.id());
      }
    }
    return dependents;
  }
}
