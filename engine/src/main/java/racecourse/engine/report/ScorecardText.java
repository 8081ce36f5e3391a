package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;

/**
 * The scorecard for a terminal: at most one failure explained, then one row for each exercise, of
 * which only the one being worked on unfolds, then where to go on. No line is wider than {@value
 * #WIDTH} columns.
 *
 * <pre>
 *  Racecourse           ███████████████░░░░░░░░░░░░░░░░░░░░░░░░░   15 / 40 points
 *  ─────────────────────────────────────────────────────────────────────────────
 *  ✔ 01  Hit counter             all 6 schedules, 2 preemptions             4 / 4
 *  ✘ 03  Bounded buffer                                                     5 / 8
 *        ✔ hands items over in order            the only schedule           2 / 2
 *        ✘ never loses a wake-up                stuck, round 37             0 / 2
 *  · 04  Read-write lock                                      not started   0 / 8
 *  ─────────────────────────────────────────────────────────────────────────────
 * </pre>
 */
public final class ScorecardText {

  /** Columns of every text this package makes for a terminal. */
  public static final int WIDTH = 79;

  /** The message of an exercise whose turn has not come yet; see {@link #pending}. */
  public static final String NOT_GRADED_YET = "Not graded yet.";

  /** The message of an exercise that passed before, and whose old pass was not earned again. */
  public static final String UNCHANGED = "Unchanged since it passed, so not graded again.";

  private static final int BAR = 40;
  private static final int WIDEST_TITLE = 40;

  private final Scorecard scorecard;
  private final Guide guide;
  private final Look look;
  private final Plain plain;
  private final Theme theme;

  private ScorecardText(Scorecard scorecard, Guide guide, Look look) {
    this.scorecard = scorecard;
    this.guide = guide;
    this.look = look;
    this.theme = look.theme();
    this.plain = new Plain(theme);
  }

  /**
   * The whole report: the explanation, if something failed, and the scorecard; ends with a line
   * end.
   */
  public static String render(Scorecard scorecard, Guide guide, Look look) {
    ScorecardText text = new ScorecardText(scorecard, guide, look);
    List<String> lines = new ArrayList<>(text.explanation());
    lines.addAll(text.card());
    return String.join("\n", lines) + "\n";
  }

  /** One check that did not pass, explained as above the scorecard; ends with a line end. */
  public static String explain(ExerciseResult exercise, CheckResult check, Guide guide, Look look) {
    return String.join("\n", new FailureText(guide, look).lines(exercise, check)) + "\n";
  }

  /** Whether the exercise only waits for its turn. */
  public static boolean pending(ExerciseResult exercise) {
    return exercise.verdict() == Verdict.NOT_GRADED && exercise.message().equals(NOT_GRADED_YET);
  }

  private static boolean unchanged(ExerciseResult exercise) {
    return exercise.verdict() == Verdict.PASSED && exercise.message().equals(UNCHANGED);
  }

  /**
   * The check to explain first: the first that failed by itself, else the first that could not be
   * graded.
   */
  static Optional<CheckResult> firstToExplain(ExerciseResult exercise) {
    Optional<CheckResult> failed =
        exercise.checks().stream()
            .filter(check -> check.verdict() == Verdict.FAILED && check.after() == null)
            .findFirst();
    return failed.isPresent()
        ? failed
        : exercise.checks().stream()
            .filter(check -> check.verdict() == Verdict.NOT_GRADED && check.after() == null)
            .filter(check -> !pending(exercise))
            .findFirst();
  }

  private List<String> explanation() {
    ExerciseResult exercise = unfolded();
    if (exercise == null) {
      return List.of();
    }
    List<String> lines =
        firstToExplain(exercise)
            .map(
                check ->
                    new ArrayList<>(
                        new FailureText(guide, look).lines(exercise, asWhole(exercise, check))))
            .orElseGet(ArrayList::new);
    if (!lines.isEmpty()) {
      lines.add(0, "");
      lines.add("");
    }
    return lines;
  }

  /**
   * The exercise being worked on: the first that failed, else the first that could not be graded,
   * else the selected one.
   */
  private @Nullable ExerciseResult unfolded() {
    for (Verdict verdict : List.of(Verdict.FAILED, Verdict.NOT_GRADED)) {
      for (ExerciseResult exercise : scorecard.exercises()) {
        if (exercise.verdict() == verdict && !pending(exercise)) {
          return exercise;
        }
      }
    }
    return guide.selected() && scorecard.exercises().size() == 1
        ? scorecard.exercises().get(0)
        : null;
  }

  /**
   * Code that does not compile fails every check for one reason: then the failure is the
   * exercise's.
   */
  private static CheckResult asWhole(ExerciseResult exercise, CheckResult check) {
    if (!failsAsWhole(exercise)) {
      return check;
    }
    Kind kind = finding(check).map(Finding::kind).orElse(Kind.COMPILE_ERROR);
    return new CheckResult(
        check.id(),
        EffortText.words(kind),
        check.verdict(),
        exercise.points(),
        exercise.maxPoints(),
        check.message(),
        check.finding(),
        check.engine(),
        check.effort(),
        null,
        check.observations());
  }

  private static boolean same(ExerciseResult one, @Nullable ExerciseResult other) {
    return other != null && one.id().equals(other.id());
  }

  private static boolean failsAsWhole(ExerciseResult exercise) {
    if (exercise.checks().size() < 2 || exercise.points() > 0) {
      return false;
    }
    Optional<Finding> first = finding(exercise.checks().get(0));
    return first.isPresent()
        && (first.get().kind() == Kind.COMPILE_ERROR
            || first.get().kind() == Kind.CONTRACT
            || first.get().kind() == Kind.FORBIDDEN)
        && exercise.checks().stream()
            .allMatch(
                check ->
                    check.verdict() == Verdict.FAILED
                        && (check.after() != null || finding(check).equals(first)));
  }

  private static Optional<Finding> finding(CheckResult check) {
    return Optional.ofNullable(check.finding());
  }

  // The card.

  private List<String> card() {
    List<String> lines = new ArrayList<>();
    lines.add(top());
    lines.add(rule());
    List<ExerciseResult> exercises = scorecard.exercises();
    ExerciseResult unfolded = unfolded();
    List<ExerciseResult> passed =
        exercises.stream().filter(e -> e.verdict() == Verdict.PASSED && !unchanged(e)).toList();
    int points =
        exercises.stream()
            .mapToInt(e -> points(e.points(), e.maxPoints()).length())
            .max()
            .orElse(0);
    int room = WIDTH - 5 - theme.glyphWidth() - 1 - 2 - 2 - points;
    int longest =
        exercises.stream().mapToInt(e -> Plain.width(plain.line(e.title()))).max().orElse(0);
    EffortText.Form form = EffortText.Form.SHORT;
    for (EffortText.Form candidate : EffortText.Form.values()) {
      if (widestEffort(passed, candidate) <= room - Math.min(longest, 28)) {
        form = candidate;
        break;
      }
    }
    // The titles get what the efforts leave, and some room for what else a row says.
    int title = Math.min(longest, Math.max(20, room - Math.max(26, widestEffort(passed, form))));
    List<Effort> unsaid = new ArrayList<>();
    for (ExerciseResult exercise : exercises) {
      lines.add(row(exercise, title, form, same(exercise, unfolded)));
      if (same(exercise, unfolded) && !failsAsWhole(exercise)) {
        lines.addAll(checks(exercise, unsaid));
      } else if (passed.contains(exercise) && form != EffortText.Form.LONG) {
        // A row that does not say "all" needs no legend.
        List<Effort> efforts = EffortText.of(exercise.checks());
        if (EffortText.words(efforts, form, theme).startsWith("all ")) {
          unsaid.addAll(efforts);
        }
      }
    }
    lines.add(rule());
    lines.addAll(foot(unfolded, EffortText.legend(unsaid)));
    return lines;
  }

  private int widestEffort(List<ExerciseResult> exercises, EffortText.Form form) {
    return exercises.stream()
        .mapToInt(e -> Plain.width(EffortText.words(EffortText.of(e.checks()), form, theme)))
        .max()
        .orElse(0);
  }

  private String top() {
    String points = points(scorecard.points(), scorecard.maxPoints()) + " points";
    String left = " Racecourse";
    if (scorecard.points() == 0 || scorecard.maxPoints() == 0) {
      return left + " ".repeat(WIDTH - left.length() - points.length()) + points;
    }
    int full = (int) Math.max(1, (long) BAR * scorecard.points() / scorecard.maxPoints());
    String bar =
        look.palette().paint(Palette.Ink.GOOD, theme.full.repeat(full))
            + theme.empty.repeat(BAR - full);
    int gap = WIDTH - 22 - BAR - points.length();
    return plain.fit(left, 22) + bar + " ".repeat(Math.max(1, gap)) + points;
  }

  private String rule() {
    return " " + theme.rule.repeat(WIDTH - 2);
  }

  private String row(
      ExerciseResult exercise, int titleWidth, EffortText.Form form, boolean unfolded) {
    String glyph = glyph(exercise.verdict(), false, pending(exercise));
    String points = points(exercise.points(), exercise.maxPoints());
    String start =
        guide.number(exercise.id())
            + "  "
            + plain.fit(plain.line(exercise.title()), titleWidth)
            + "  ";
    String left = "";
    String right = "";
    switch (exercise.verdict()) {
      case PASSED ->
          left =
              unchanged(exercise)
                  ? "unchanged"
                  : unfolded ? "" : EffortText.words(EffortText.of(exercise.checks()), form, theme);
      case FAILED -> {
        long failed =
            exercise.checks().stream().filter(check -> check.verdict() == Verdict.FAILED).count();
        int all = exercise.checks().size();
        left =
            failsAsWhole(exercise)
                ? finding(exercise.checks().get(0))
                    .map(finding -> EffortText.words(finding.kind()))
                    .orElse("")
                : unfolded
                    ? ""
                    : failed + " of " + all + (all == 1 ? " check" : " checks") + " did not pass";
      }
      case NOT_STARTED -> right = "not started";
      case NOT_GRADED -> right = pending(exercise) ? "not graded yet" : "not graded";
    }
    return line(" ", glyph, exercise.verdict(), pending(exercise), start, left, right, points);
  }

  private List<String> checks(ExerciseResult exercise, List<Effort> unsaid) {
    List<CheckResult> checks = exercise.checks();
    String indent = " ".repeat(7);
    int points =
        checks.stream().mapToInt(c -> points(c.points(), c.maxPoints()).length()).max().orElse(5);
    int room = WIDTH - indent.length() - theme.glyphWidth() - 1 - 2 - 2 - points;
    int longest = checks.stream().mapToInt(c -> Plain.width(plain.line(c.title()))).max().orElse(0);
    int title = Math.min(longest, WIDEST_TITLE);
    EffortText.Form form = EffortText.Form.SHORT;
    for (EffortText.Form candidate : EffortText.Form.values()) {
      if (widestMiddle(checks, candidate) <= room - title) {
        form = candidate;
        break;
      }
    }
    // If even the short words are too long, the titles give way, down to two thirds of their room.
    title = Math.max(Math.min(title, room - widestMiddle(checks, form)), Math.min(title, 28));
    List<String> lines = new ArrayList<>();
    for (CheckResult check : checks) {
      String middle = middle(check, checks, form);
      boolean capped = form == EffortText.Form.SHORT && middle.startsWith("first ");
      if (capped || (form != EffortText.Form.LONG && middle.startsWith("all "))) {
        unsaid.add(check.effort());
      }
      lines.add(
          line(
              indent,
              glyph(check.verdict(), check.after() != null, pending(exercise)),
              check.after() != null ? Verdict.NOT_STARTED : check.verdict(),
              pending(exercise),
              plain.fit(plain.line(check.title()), title) + "  ",
              middle,
              "",
              points(check.points(), check.maxPoints())));
    }
    return lines;
  }

  private int widestMiddle(List<CheckResult> checks, EffortText.Form form) {
    return checks.stream()
        .mapToInt(check -> Plain.width(middle(check, checks, form)))
        .max()
        .orElse(0);
  }

  private String middle(CheckResult check, List<CheckResult> checks, EffortText.Form form) {
    String after = check.after();
    if (after != null) {
      String title =
          checks.stream()
              .filter(c -> c.id().equals(after))
              .map(CheckResult::title)
              .findFirst()
              .orElse(after);
      return "after \"" + plain.cut(plain.line(title), 18) + "\"";
    }
    return switch (check.verdict()) {
      case PASSED -> EffortText.words(check.effort(), form, theme);
      case FAILED -> EffortText.failure(check);
      case NOT_STARTED -> "not started";
      case NOT_GRADED -> "not graded";
    };
  }

  /**
   * One row; of the two middle texts one is empty: the left one follows the title, the right one
   * stands before the points.
   */
  private String line(
      String indent,
      String glyph,
      Verdict verdict,
      boolean pending,
      String start,
      String left,
      String right,
      String points) {
    Palette.Ink ink =
        switch (verdict) {
          case PASSED -> Palette.Ink.GOOD;
          case FAILED -> Palette.Ink.BAD;
          case NOT_STARTED -> Palette.Ink.MUTED;
          case NOT_GRADED -> pending ? Palette.Ink.MUTED : Palette.Ink.WARN;
        };
    String end =
        right.isEmpty() ? points : right + " ".repeat(Math.max(2, 8 - points.length())) + points;
    int used = indent.length() + theme.glyphWidth() + 1;
    String text = plain.fit(start + left, WIDTH - used - end.length() - 2) + "  ";
    return indent
        + look.palette().paint(ink, plain.fit(glyph, theme.glyphWidth()))
        + " "
        + (verdict == Verdict.NOT_STARTED ? look.palette().paint(ink, text) : text)
        + (verdict == Verdict.FAILED || verdict == Verdict.PASSED
            ? end
            : look.palette().paint(ink, end));
  }

  private String glyph(Verdict verdict, boolean skipped, boolean pending) {
    if (skipped) {
      return theme.skipped;
    }
    return switch (verdict) {
      case PASSED -> theme.passed;
      case FAILED -> theme.failed;
      case NOT_STARTED -> theme.notStarted;
      case NOT_GRADED -> pending ? theme.notStarted : theme.notGraded;
    };
  }

  private static String points(int points, int max) {
    return points + " / " + max;
  }

  // Where to go on.

  private List<String> foot(@Nullable ExerciseResult unfolded, String legend) {
    List<String> lines = new ArrayList<>();
    if (!legend.isEmpty()) {
      lines.add(" " + legend + ".");
    }
    lines.addAll(ungraded(unfolded));
    if (scorecard.exercises().stream().anyMatch(ScorecardText::unchanged)) {
      String fresh = guide.againOption().startsWith("-D") ? "-Dfresh" : "--fresh";
      lines.add(" unchanged: passed before with the same code; " + fresh + " grades it again.");
    }
    List<ExerciseResult> exercises = scorecard.exercises();
    boolean allPassed =
        !exercises.isEmpty() && exercises.stream().allMatch(e -> e.verdict() == Verdict.PASSED);
    boolean fresh = exercises.stream().allMatch(e -> e.verdict() == Verdict.NOT_STARTED);
    ExerciseResult next = next(unfolded);
    if (exercises.isEmpty()) {
      lines.addAll(labelled("Empty", "There is no exercise to grade.", false));
    } else if (next == null) {
      lines.addAll(
          allPassed && exercises.size() == guide.course().size()
              ? List.of(" All done. Worth a look: solutions/, other answers that work.")
              : labelled("Again", guide.again(), true));
    } else {
      String name = guide.number(next.id()).strip() + " " + plain.line(next.title());
      if (!fresh) {
        String check =
            same(next, unfolded) && !failsAsWhole(next)
                ? firstToExplain(next)
                    .map(c -> " " + theme.in + " " + plain.line(c.title()))
                    .orElse("")
                : "";
        boolean above = same(next, unfolded) && firstToExplain(next).isPresent();
        String line = name + check + (above ? ", explained above" : "");
        lines.addAll(labelled("Next", Plain.width(line) <= WIDTH - 9 ? line : name + check, false));
      }
      if (next.verdict() == Verdict.NOT_STARTED && guide.selected() && !next.message().isEmpty()) {
        lines.addAll(labelled("Note", next.message(), false));
      }
      Finding finding = firstToExplain(next).map(CheckResult::finding).orElse(null);
      lines.addAll(
          fresh
              ? labelled("Start", guide.start(next.id()), false)
              : labelled("Edit", guide.edit(next.id(), finding), false));
      if (next.verdict() == Verdict.NOT_STARTED) {
        guide.story(next.id()).ifPresent(story -> lines.addAll(labelled("Story", story, false)));
      }
      boolean all = fresh && !(guide.selected() && exercises.size() == 1);
      lines.addAll(labelled("Again", all ? guide.again() : guide.again(next.id()), true));
    }
    String page = guide.page();
    if (page != null) {
      lines.addAll(labelled("Report", page, false));
    }
    return lines;
  }

  /**
   * The exercise to go on with: the unfolded one unless it passed, else the first that is not
   * started.
   */
  private @Nullable ExerciseResult next(@Nullable ExerciseResult unfolded) {
    if (unfolded != null && unfolded.verdict() != Verdict.PASSED) {
      return unfolded;
    }
    return scorecard.exercises().stream()
        .filter(exercise -> exercise.verdict() == Verdict.NOT_STARTED)
        .findFirst()
        .orElse(null);
  }

  /** What was not graded, said loudly, and why; nothing if everything was. */
  private List<String> ungraded(@Nullable ExerciseResult unfolded) {
    List<ExerciseResult> ungraded =
        scorecard.exercises().stream()
            .filter(exercise -> exercise.verdict() == Verdict.NOT_GRADED && !pending(exercise))
            .toList();
    long pending = scorecard.exercises().stream().filter(ScorecardText::pending).count();
    List<String> lines = new ArrayList<>();
    if (!ungraded.isEmpty()) {
      ExerciseResult first = ungraded.get(0);
      boolean above = same(first, unfolded) && firstToExplain(first).isPresent();
      String reason = above || first.message().isEmpty() ? "." : ": " + first.message();
      lines.addAll(
          labelled(
              "Kit",
              count(ungraded.size(), "exercise")
                  + " could not be graded, and that is not your code's fault"
                  + reason,
              false));
    }
    if (pending > 0) {
      lines.addAll(
          labelled(
              "Rest",
              count(pending, "exercise") + (pending == 1 ? " was" : " were") + " not graded yet.",
              false));
    }
    return lines;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /**
   * A line of the foot. A command that is too long goes on as a shell reads it, so that it can be
   * copied.
   */
  private List<String> labelled(String label, String text, boolean command) {
    String start = " " + String.format("%-8s", label);
    int room = WIDTH - start.length();
    List<String> lines = new ArrayList<>();
    for (String part : command ? plain.command(text, room) : plain.wrap(text, room)) {
      lines.add((lines.isEmpty() ? start : " ".repeat(start.length())) + part);
    }
    return lines;
  }
}
