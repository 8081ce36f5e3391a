package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.explore.Outcome.Halt;
import racecourse.engine.explore.Outcome.Touch;
import racecourse.engine.explore.Outcome.Waiter;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** Puts an outcome into words for the student: one cause, in the names of the source. */
final class Findings {
  private final World world;
  private final String studentPackage;

  Findings(World world, String studentPackage) {
    this.world = world;
    this.studentPackage = studentPackage;
  }

  /** A place in the student's source. */
  private record Place(@Nullable String file, int line) {}

  Finding of(Explorer.Result result, String question) {
    Outcome outcome = result.outcome();
    if (outcome == null) {
      throw new IllegalArgumentException("There is nothing to report.");
    }
    String replay = new Recipe(question, result.choices(), result.points()).text(studentPackage);
    if (outcome instanceof Outcome.Violated violated) {
      Place place = lastPlace(result);
      return finding(
          violated.violation().kind(),
          String.valueOf(violated.violation().getMessage()),
          place,
          result,
          replay,
          subject(result));
    }
    if (outcome instanceof Outcome.Threw threw) {
      Place place = placeOf(threw.thrown());
      String where = place.file == null ? "" : " at " + shortFile(place.file) + ":" + place.line;
      return finding(
          Kind.EXCEPTION,
          threw.strand() + " ended with " + describe(threw.thrown()) + where + ".",
          place,
          result,
          replay,
          "");
    }
    if (outcome instanceof Outcome.Raced raced) {
      return finding(
          Kind.DATA_RACE,
          race(raced),
          placeOf(raced.second(), raced.first()),
          result,
          replay,
          raced.variable());
    }
    Outcome.Halted halted = (Outcome.Halted) outcome;
    return finding(halted.kind(), halted(halted), placeOf(halted), result, replay, "");
  }

  private static String subject(Explorer.Result result) {
    return result.race() == null ? "" : result.race().variable();
  }

  private static Finding finding(
      Kind kind,
      String message,
      Place place,
      Explorer.Result result,
      String replay,
      String subject) {
    return new Finding(kind, message, null, place.file, place.line, steps(result), replay, subject);
  }

  /**
   * A spurious wake-up counts as a preemption. If there is no other, it is what makes the schedule
   * fail: all those without any were run before.
   */
  private static List<Step> steps(Explorer.Result result) {
    return result.preemptions() != 1
        ? result.steps()
        : result.steps().stream()
            .map(
                step ->
                    Step.SPURIOUS.equals(step.note()) ? step.withNote(Step.ONLY_SPURIOUS) : step)
            .toList();
  }

  // ---------------------------------------------------------------------------------------- words

  private String describe(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = thrown.getMessage();
    if (message == null || message.isEmpty()) {
      return name;
    }
    String clean = Rewriter.inWrittenTerms(message);
    return name + " (" + (clean.length() > 120 ? clean.substring(0, 119) + "…" : clean) + ")";
  }

  private String race(Outcome.Raced raced) {
    return "Data race on "
        + raced.variable()
        + ": "
        + touch(raced.first())
        + " and "
        + touch(raced.second())
        + ", and nothing orders the two.";
  }

  private String touch(Touch touch) {
    Site site = world.site(touch.site());
    return touch.strand() + (touch.write() ? " writes it" : " reads it") + at(site);
  }

  private static String at(Site site) {
    return site.file() == null || site.line() == 0 ? "" : " in line " + site.line();
  }

  private String halted(Outcome.Halted halted) {
    return switch (halted.halt()) {
      case GATE -> halted.message();
      case LEFT_OVER -> halted.message();
      case CYCLE -> "Deadlock: " + cycle(halted.waiters()) + ".";
      case NO_SIGNAL ->
          "Stuck: " + waits(halted.waiters()) + ", and no thread is left that could change that.";
      case SPIN ->
          "Livelock: "
              + names(halted.waiters())
              + " runs for ever without getting anywhere"
              + spot(halted)
              + ".";
    };
  }

  private String spot(Outcome.Halted halted) {
    if (halted.waiters().isEmpty()) {
      return "";
    }
    Site site = world.site(halted.waiters().get(0).site());
    return site.file() == null ? "" : " at " + shortFile(site.file()) + ":" + site.line();
  }

  private String cycle(List<Waiter> waiters) {
    List<String> parts = new ArrayList<>();
    for (Waiter waiter : waiters) {
      String object = waiter.object().isEmpty() ? "a lock" : waiter.object();
      parts.add(
          waiter.state() == Strand.State.JOINING
              ? waiter.strand() + " waits for the end of " + waiter.holder()
              : waiter.state() == Strand.State.INITIALISING
                  ? waiter.strand()
                      + " waits for a class that "
                      + waiter.holder()
                      + " is initialising"
                  : waiter.strand()
                      + " waits to lock "
                      + object
                      + ", which is held by "
                      + waiter.holder());
    }
    return String.join("; ", parts);
  }

  private String waits(List<Waiter> waiters) {
    List<String> parts = new ArrayList<>();
    for (Waiter waiter : waiters) {
      if (waiter.ofScenario() || waiters.stream().noneMatch(Waiter::ofScenario)) {
        Site site = world.site(waiter.site());
        String method = site.file() == null ? "" : " in " + bare(site.method()) + "()" + at(site);
        String what =
            switch (waiter.state()) {
              case ENTERING ->
                  " waits for a lock"
                      + (waiter.holder() == null ? "" : " that " + waiter.holder() + " holds");
              case JOINING -> " waits for the end of " + waiter.holder();
              default -> " waits";
            };
        parts.add(waiter.strand() + what + method);
      }
    }
    return parts.isEmpty() ? "main waits" : String.join(", ", parts);
  }

  private static String bare(String method) {
    if (method.startsWith("lambda$")) {
      int end = method.lastIndexOf('$');
      return end > 7 ? method.substring(7, end) : method;
    }
    return method.replace("$rc$body", "");
  }

  private static String names(List<Waiter> waiters) {
    return waiters.isEmpty() ? "the code" : waiters.get(0).strand();
  }

  // ---------------------------------------------------------------------------------------- places

  private Place placeOf(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
      for (StackTraceElement frame : at.getStackTrace()) {
        if (frame.getClassName().startsWith(studentPackage)) {
          String folder =
              frame
                  .getClassName()
                  .substring(0, frame.getClassName().lastIndexOf('.') + 1)
                  .replace('.', '/');
          return new Place(folder + frame.getFileName(), Math.max(0, frame.getLineNumber()));
        }
      }
    }
    return new Place(null, 0);
  }

  private Place placeOf(Touch... touches) {
    for (Touch touch : touches) {
      Site site = world.site(touch.site());
      if (site.file() != null) {
        return new Place(site.file(), site.line());
      }
    }
    return new Place(null, 0);
  }

  private Place placeOf(Outcome.Halted halted) {
    for (Waiter waiter : halted.waiters()) {
      Site site = world.site(waiter.site());
      if (site.file() != null && halted.halt() != Halt.GATE) {
        return new Place(site.file(), site.line());
      }
    }
    return new Place(null, 0);
  }

  private static Place lastPlace(Explorer.Result result) {
    for (int i = result.steps().size() - 1; i >= 0; i--) {
      if (result.steps().get(i).file() != null) {
        return new Place(result.steps().get(i).file(), result.steps().get(i).line());
      }
    }
    return new Place(null, 0);
  }

  private static String shortFile(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
