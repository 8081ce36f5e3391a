package racecourse.engine.report;

import java.util.Map;

/** Whether colour underlines what the shapes already say. */
public enum Palette {
  COLOR,
  NONE;

  /** What a piece of text stands for. */
  enum Ink {
    GOOD("32"),
    BAD("31"),
    WARN("33"),
    MUTED("90"),
    STRONG("1");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  /**
   * The palette for this environment: colour only on a terminal, outside CI, and unless {@code
   * NO_COLOR} says otherwise.
   *
   * @param terminal whether the output goes to a terminal
   * @param environment the environment variables
   */
  public static Palette of(boolean terminal, Map<String, String> environment) {
    boolean wanted =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && environment.getOrDefault("CI", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return wanted ? COLOR : NONE;
  }

  /** The text in this ink; spaces at its ends stay outside. */
  String paint(Ink ink, String text) {
    if (this == NONE || text.isBlank()) {
      return text;
    }
    String core = text.strip();
    int start = text.indexOf(core);
    return text.substring(0, start)
        + "\u001b["
        + ink.code
        + "m"
        + core
        + "\u001b[0m"
        + text.substring(start + core.length());
  }
}
