package racecourse.fuzzing;

/** A counter that somebody else wrote; it is given. */
public interface Counter {

  /**
   * Adds one. Calls {@link Fuzz#point()} at the places where another thread might come in between.
   */
  void increment(Fuzz fuzz);

  /** How many increments there were. */
  int get();
}
