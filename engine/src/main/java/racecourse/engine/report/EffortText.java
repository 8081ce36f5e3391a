package racecourse.engine.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;

/** How much was tried, in words: "all" is said only of a search that ended by itself. */
final class EffortText {

  /** How much room the words may take; a longer form says more. */
  enum Form {
    /** {@code all 3,654 schedules, 3 preemptions · 200 rounds}. */
    LONG,
    /** {@code all 3,654 schedules · 200 rounds}; the bound is said once, below. */
    MEDIUM,
    /** {@code all 3,654 · 200 rounds}; the bound is said once, below. */
    SHORT
  }

  private EffortText() {}

  /** The effort behind one check; empty if nothing was run. */
  static String words(Effort effort, Form form, Theme theme) {
    return join(
        schedules(effort, effort.complete() ? "all " : "first ", form), rounds(effort), theme);
  }

  /** The effort behind several checks together: "all" only if it holds for each of them. */
  static String words(Collection<Effort> efforts, Form form, Theme theme) {
    List<Effort> searched = efforts.stream().filter(effort -> effort.schedules() > 0).toList();
    if (efforts.size() == 1) {
      return words(efforts.iterator().next(), form, theme);
    }
    Effort sum =
        new Effort(
            clamp(searched.stream().mapToLong(Effort::schedules).sum()),
            searched.stream().mapToInt(Effort::preemptions).min().orElse(0),
            !searched.isEmpty() && searched.stream().allMatch(Effort::complete),
            clamp(efforts.stream().mapToLong(Effort::rounds).sum()),
            0,
            0);
    String schedules =
        sum.complete() || sum.schedules() == 0
            ? schedules(sum, "all ", form)
            : count(sum.schedules(), "schedule") + (form == Form.LONG ? ", not all" : "");
    return join(schedules, rounds(sum), theme);
  }

  private static String schedules(Effort effort, String quantity, Form form) {
    if (effort.schedules() == 0) {
      return "";
    }
    if (effort.schedules() == 1 && effort.complete()) {
      return "the only schedule";
    }
    String words = quantity + number(effort.schedules());
    if (form != Form.SHORT) {
      words += effort.schedules() == 1 ? " schedule" : " schedules";
    }
    if (form == Form.LONG && effort.complete()) {
      words += ", " + preemptions(effort.preemptions());
    }
    return words;
  }

  /** Where nothing was explored, as with files and processes, that is said. */
  private static String rounds(Effort effort) {
    if (effort.rounds() == 0) {
      return "";
    }
    return count(effort.rounds(), "round") + (effort.schedules() == 0 ? " only" : "");
  }

  private static String join(String schedules, String rounds, Theme theme) {
    return schedules.isEmpty() || rounds.isEmpty()
        ? schedules + rounds
        : schedules + " " + theme.dot + " " + rounds;
  }

  /**
   * What "all" and "first" mean for these efforts, to be said once below them; empty if there are
   * none.
   */
  static String legend(Collection<Effort> efforts) {
    List<Integer> bounds =
        efforts.stream()
            .filter(effort -> effort.complete() && effort.schedules() > 1)
            .map(Effort::preemptions)
            .distinct()
            .sorted()
            .toList();
    boolean capped =
        efforts.stream().anyMatch(effort -> effort.schedules() > 0 && !effort.complete());
    if (bounds.isEmpty()) {
      return capped ? "first: so many schedules, not all" : "";
    }
    return "all: every schedule with up to "
        + preemptions(bounds.get(0))
        + (bounds.size() == 1 ? "" : ", in some rows up to " + bounds.get(bounds.size() - 1))
        + (capped ? "; first: only so many" : "");
  }

  /** What stopped a check that failed, such as {@code deadlock, schedule 12}. */
  static String failure(CheckResult check) {
    Finding finding = check.finding();
    if (finding == null) {
      return "failed";
    }
    String words = words(finding.kind());
    EngineId engine = check.engine();
    if (engine == null) {
      return finding.line() > 0 ? words + ", line " + finding.line() : words;
    }
    Effort effort = foundAfter(check, engine);
    return switch (engine) {
      case EXPLORER ->
          effort.schedules() > 0 ? words + ", schedule " + number(effort.schedules()) : words;
      case VMLENS ->
          effort.schedules() > 0
              ? words + ", vmlens run " + number(effort.schedules())
              : words + ", vmlens";
      case FUZZ -> effort.rounds() > 0 ? words + ", round " + number(effort.rounds()) : words;
    };
  }

  /** Where in its search the engine that found it was. */
  static Effort foundAfter(CheckResult check, EngineId engine) {
    for (Observation observation : check.observations()) {
      if (observation instanceof Observation.Found && observation.engine() == engine) {
        return observation.effort();
      }
    }
    return check.effort();
  }

  /** A kind of failure, in the words of a row. */
  static String words(Kind kind) {
    return switch (kind) {
      case COMPILE_ERROR -> "does not compile";
      case CONTRACT -> "differs from the contract";
      case WRONG_RESULT -> "wrong result";
      case EXCEPTION -> "exception";
      case LOST_UPDATE -> "lost update";
      case DATA_RACE -> "data race";
      case DEADLOCK -> "deadlock";
      case STUCK -> "stuck";
      case LIVELOCK -> "livelock";
      case NOT_PARALLEL -> "not parallel";
      case LEAK -> "thread left over";
      case FORBIDDEN -> "not allowed";
      case OUT_OF_RESOURCES -> "out of resources";
    };
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String count(long number, String what) {
    return number(number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String preemptions(int preemptions) {
    return preemptions == 0 ? "no preemption" : count(preemptions, "preemption");
  }

  private static int clamp(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE);
  }

  /** The efforts of these checks. */
  static List<Effort> of(List<CheckResult> checks) {
    List<Effort> efforts = new ArrayList<>();
    checks.forEach(check -> efforts.add(check.effort()));
    return efforts;
  }
}
