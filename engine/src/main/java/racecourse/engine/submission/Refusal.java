package racecourse.engine.submission;

import racecourse.engine.model.Finding;

/** The sources or classes of an exercise cannot be graded as they are, by the student's doing. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  Refusal(Finding finding) {
    super(finding.message());
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
