package racecourse.engine.submission;

/**
 * There is no submission where one was said to be. Its message is a whole sentence for the user.
 */
public final class UnusableSubmission extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableSubmission(String message) {
    super(message);
  }
}
