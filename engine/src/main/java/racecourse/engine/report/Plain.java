package racecourse.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Text that came from a student's program, made harmless, and text of a known width. Control
 * characters, terminal escapes and invisible or direction-changing characters are shown as escapes;
 * they never reach a terminal or a log as they are.
 */
final class Plain {

  /**
   * Characters of one text that anybody is shown, at most; a student's program can make it as long
   * as it likes.
   */
  private static final int MOST = 20_000;

  private final Theme theme;

  Plain(Theme theme) {
    this.theme = theme;
  }

  /**
   * One line: line ends and tabs become spaces, everything invisible becomes visible, blanks are
   * joined.
   */
  String line(String text) {
    return clean(start(text).replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ")).strip();
  }

  /**
   * Several lines, each made harmless; tabs become two spaces, trailing blanks and outer blank
   * lines go.
   */
  List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String raw : start(text).split("\\r\\n|[\\n\\r\\u0085\\u2028\\u2029\\u000b\\f]", -1)) {
      lines.add(clean(raw.replace("\t", "  ")).stripTrailing());
    }
    while (!lines.isEmpty() && lines.get(0).isEmpty()) {
      lines.remove(0);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private String start(String text) {
    return text.length() <= MOST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST / 2)) + theme.ellipsis;
  }

  private String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isUnsafe(point)) {
                out.append(
                    point < 0x10000
                        ? String.format("\\u%04x", point)
                        : String.format("\\u{%x}", point));
              } else if (theme == Theme.ASCII && point > 0x7e) {
                out.append(inAscii(point));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static String inAscii(int point) {
    return switch (point) {
      case '…' -> "...";
      case '→', '➜' -> "->";
      case '←' -> "<-";
      case '›' -> ">";
      case '‹' -> "<";
      case '·', '•', '–', '—', '−', '\u2010', '\u2011' -> "-";
      case '“', '”', '„' -> "\"";
      case '‘', '’' -> "'";
      case '×' -> "x";
      case '≥' -> ">=";
      case '≤' -> "<=";
      case '\u00a0' -> " ";
      default -> "?";
    };
  }

  /**
   * The text with every half of a surrogate pair that stands alone replaced, so that it can be
   * written as UTF-8.
   */
  static String wellFormed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                out.appendCodePoint(
                    Character.getType(point) == Character.SURROGATE ? 0xfffd : point));
    return out.toString();
  }

  /** Whether a character could hide, move or recolour what stands beside it. */
  static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Columns that the text takes on a terminal; East Asian wide characters and emoji take two. */
  static int width(String text) {
    return text.codePoints().map(Plain::width).sum();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
            || (point >= 0xa960 && point <= 0xa97c)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0xffe0 && point <= 0xffe6)
            || (point >= 0x1f300 && point <= 0x1faff)
            || (point >= 0x20000 && point <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /** The text, cut to at most this many columns, with an ellipsis where something is missing. */
  String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    String end = columns >= theme.ellipsis.length() + 1 ? theme.ellipsis : "";
    StringBuilder out = new StringBuilder();
    int room = columns - width(end);
    int used = 0;
    for (int point : text.codePoints().toArray()) {
      if (used + width(point) > room) {
        break;
      }
      used += width(point);
      out.appendCodePoint(point);
    }
    return out.append(end).toString();
  }

  /** The text, cut or filled with blanks to exactly this many columns. */
  String fit(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }

  /**
   * The text in lines of at most this many columns, broken between words, inside a word only where
   * it must be.
   */
  List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder now = new StringBuilder();
    for (String word : line(text).split(" ")) {
      String rest = word;
      if (now.length() > 0 && width(now.toString()) + 1 + width(rest) > columns) {
        lines.add(now.toString());
        now.setLength(0);
      }
      while (width(rest) > columns) {
        String head = head(rest, columns);
        lines.add(head);
        rest = rest.substring(head.length());
      }
      if (now.length() > 0) {
        now.append(' ');
      }
      now.append(rest);
    }
    if (now.length() > 0) {
      lines.add(now.toString());
    }
    return lines;
  }

  /**
   * A command in lines that can be pasted together into a shell: broken between its words only, so
   * that a long one stands out to the right. The shells of Windows have no common sign for a line
   * that goes on, so there it stays in one.
   */
  List<String> command(String text, int columns) {
    String whole = line(text);
    boolean windows = whole.startsWith(".\\");
    if (windows || width(whole) <= columns) {
      return List.of(whole);
    }
    List<String> lines = new ArrayList<>();
    String goesOn = " \\";
    String now = "";
    for (String word : whole.split(" ")) {
      if (now.isEmpty()) {
        now = word;
      } else if (width(now + " " + word + goesOn) <= columns) {
        now += " " + word;
      } else {
        lines.add(now + goesOn);
        now = word;
      }
    }
    lines.add(now);
    return lines;
  }

  private static String head(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      if (used + width(point) > columns) {
        break;
      }
      used += width(point);
      end += Character.charCount(point);
    }
    // A path is best broken after a folder.
    int slash = text.lastIndexOf('/', end - 1) + 1;
    return text.substring(0, Math.max(slash > end / 2 ? slash : end, 1));
  }
}
