package racecourse.engine.submission;

import java.nio.file.Path;
import racecourse.engine.model.Finding;

/** What became of an exercise before any engine looks at it. */
public sealed interface Prepared {

  /**
   * It can be run.
   *
   * @param classes the folder of its compiled classes
   * @param sources the folder of the copied sources, with {@code racecourse/<id>/} below
   */
  record Ready(Path classes, Path sources) implements Prepared {}

  /**
   * There is no work to grade yet.
   *
   * @param message one sentence on what is still to be written
   */
  record NotStarted(String message) implements Prepared {}

  /**
   * It cannot be run, by the student's doing; every check fails with this finding.
   *
   * @param finding what is wrong
   */
  record Refused(Finding finding) implements Prepared {}

  /**
   * It cannot be run, by the kit's or the machine's doing.
   *
   * @param reason one sentence
   */
  record NotGraded(String reason) implements Prepared {}
}
