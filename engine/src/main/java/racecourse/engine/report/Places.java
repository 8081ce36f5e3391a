package racecourse.engine.report;

import racecourse.engine.model.Step;

/** The place of a step in the source. */
final class Places {

  private Places() {}

  /** As in {@code FakeDatabase:12}; empty if it is not known. */
  static String shortly(Step step, Plain plain) {
    String file = step.file();
    if (file == null) {
      return "";
    }
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
    return plain.cut(plain.line(name), 24) + (step.line() > 0 ? ":" + step.line() : "");
  }

  /** As a sentence goes on: {@code , FakeDatabase.java line 12}; empty if it is not known. */
  static String inWords(Step step, Plain plain) {
    String file = step.file();
    if (file == null) {
      return "";
    }
    return ", "
        + plain.cut(plain.line(file.substring(file.lastIndexOf('/') + 1)), 60)
        + (step.line() > 0 ? " line " + step.line() : "");
  }
}
