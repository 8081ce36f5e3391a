package racecourse.engine.report;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The characters a rendering is made of. Each state has a shape of its own, so that nothing depends
 * on colour.
 *
 * <pre>
 *  UNICODE   ✔ passed   ✘ failed   · not started   ! not graded   ↷ skipped
 *  ASCII     [OK]       [X]        [ ]             [!]            [-]
 * </pre>
 */
public enum Theme {
  UNICODE(
      "✔", "✘", "·", "!", "↷", "…", "─", "│", "┬", "┴", "▌", "◀──", "◀", "█", "░", "›", "·", "⋮"),
  ASCII(
      "[OK]", "[X]", "[ ]", "[!]", "[-]", "...", "-", "|", "+", "+", "#", "<--", "<", "#", ".", ">",
      "-", ":");

  final String passed;
  final String failed;
  final String notStarted;
  final String notGraded;
  final String skipped;
  final String ellipsis;
  final String rule;
  final String wall;
  final String wallTop;
  final String wallBottom;
  final String held;
  final String longArrow;
  final String arrow;
  final String full;
  final String empty;
  final String in;
  final String dot;
  final String fold;

  Theme(
      String passed,
      String failed,
      String notStarted,
      String notGraded,
      String skipped,
      String ellipsis,
      String rule,
      String wall,
      String wallTop,
      String wallBottom,
      String held,
      String longArrow,
      String arrow,
      String full,
      String empty,
      String in,
      String dot,
      String fold) {
    this.passed = passed;
    this.failed = failed;
    this.notStarted = notStarted;
    this.notGraded = notGraded;
    this.skipped = skipped;
    this.ellipsis = ellipsis;
    this.rule = rule;
    this.wall = wall;
    this.wallTop = wallTop;
    this.wallBottom = wallBottom;
    this.held = held;
    this.longArrow = longArrow;
    this.arrow = arrow;
    this.full = full;
    this.empty = empty;
    this.in = in;
    this.dot = dot;
    this.fold = fold;
  }

  /** The theme that this charset can show. */
  public static Theme of(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8)
            || charset.equals(StandardCharsets.UTF_16)
            || charset.name().equals("GB18030")
        ? UNICODE
        : ASCII;
  }

  /** Columns that every glyph of a state is padded to. */
  int glyphWidth() {
    return this == UNICODE ? 1 : 4;
  }
}
