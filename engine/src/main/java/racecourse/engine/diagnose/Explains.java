package racecourse.engine.diagnose;

import java.util.List;

/**
 * What a grader may implement besides, if its own checks' sentences, or the methods that its
 * exercise prescribes, tell which misconception is behind a failure. Asked in the JVM that grades,
 * never in a child's.
 */
public interface Explains {

  /**
   * The exercise's own recognisers. They are asked only if no general one knows the case. All are
   * equal in rank: if two name different misconceptions, none is named. One that throws names
   * nothing.
   */
  List<Recogniser> recognisers();
}
