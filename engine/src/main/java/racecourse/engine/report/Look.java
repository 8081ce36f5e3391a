package racecourse.engine.report;

/**
 * How text is shown: in which characters, and with colour or without.
 *
 * @param theme the characters
 * @param palette the colours
 */
public record Look(Theme theme, Palette palette) {

  /** For files that are read as UTF-8 by a program or a browser. */
  public static final Look FILE = new Look(Theme.UNICODE, Palette.NONE);
}
