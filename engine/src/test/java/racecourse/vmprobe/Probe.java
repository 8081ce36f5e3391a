package racecourse.vmprobe;

/**
 * What a submission of the made-up exercise "vmprobe" promises; the submissions of the tests
 * replace it.
 */
public class Probe {
  /** What the first thread does. */
  public void left() throws Exception {}

  /** What the second thread does. */
  public void right() throws Exception {}

  /** What must be 2 in the end. */
  public int result() {
    return 2;
  }
}
