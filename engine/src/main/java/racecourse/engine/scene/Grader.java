package racecourse.engine.scene;

/**
 * Declares one exercise. Implementations have a public constructor without parameters and no state:
 * the class is loaded anew, rewritten, in every child JVM.
 */
public interface Grader {

  /** The exercise; the same value at every call. */
  Exercise exercise();
}
