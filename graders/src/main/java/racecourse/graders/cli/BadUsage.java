package racecourse.graders.cli;

/**
 * The command line asks for something that cannot be done. Its message is a whole sentence for the
 * user.
 */
final class BadUsage extends Exception {
  private static final long serialVersionUID = 1L;

  BadUsage(String message) {
    super(message);
  }
}
