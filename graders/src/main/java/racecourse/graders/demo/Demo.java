package racecourse.graders.demo;

/** A program to watch. Has no state of its own. */
interface Demo {

  /** What it is about, as one line without a full stop. */
  String title();

  /**
   * Runs the student's class, on the thread called main. Ends within a few seconds if the class is
   * right.
   *
   * @throws Exception what a wrong class lets out
   */
  void play(Stage stage) throws Exception;
}
