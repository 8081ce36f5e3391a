package racecourse.engine.child;

/** Makes text that student code had a hand in safe to show. */
public final class Text {

  private Text() {}

  /**
   * The text without characters that move a terminal's cursor, change its colours or reverse its
   * direction; line ends and tabs stay.
   */
  public static String visible(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c == '\n' || c == '\t' || !(Character.isISOControl(c) || isFormat(c));
      if (!plain && safe == null) {
        safe = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (safe != null) {
        if (plain) {
          safe.append(c);
        } else {
          safe.append(String.format("\\u%04x", (int) c));
        }
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** The text on one line, visible, and at most {@code limit} characters long. */
  public static String oneLine(String text, int limit) {
    String line = visible(text.strip().replaceAll("\\s*\\R\\s*", " "));
    return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
  }

  private static boolean isFormat(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
