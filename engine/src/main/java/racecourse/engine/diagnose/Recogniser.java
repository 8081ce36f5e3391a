package racecourse.engine.diagnose;

import org.jspecify.annotations.Nullable;

/**
 * Recognises one misconception, or a family of them, in a case. Each says in its Javadoc which
 * evidence it demands; without all of it there is no diagnosis.
 */
@FunctionalInterface
public interface Recogniser {

  /** What the evidence shows; null if it does not show this. */
  @Nullable Diagnosis look(Case evidence);
}
