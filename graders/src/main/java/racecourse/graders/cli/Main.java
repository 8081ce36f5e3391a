package racecourse.graders.cli;

import java.util.List;

/** Stands in for the command line until it is there: prints what it was asked, and fails. */
public final class Main {
  private Main() {}

  /**
   * Says what it was asked to do.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.out.println("Nothing is graded yet. Asked for: " + List.of(args));
    System.exit(1);
  }
}
