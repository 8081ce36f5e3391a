package racecourse.graders.cli;

/** What the exit code of a grading run says. */
final class ExitCode {

  /** Every selected exercise passed. */
  static final int ALL_PASSED = 0;

  /** Some selected exercise did not pass. */
  static final int NOT_ALL_PASSED = 1;

  /** The command line asks for something that cannot be done; nothing was graded. */
  static final int BAD_USAGE = 2;

  /** Something was not graded, or a result could not be delivered, by the kit's own fault. */
  static final int NOT_GRADED = 3;

  private ExitCode() {}
}
