package racecourse.engine.report;

import java.util.Optional;

/**
 * The text of a student's source files, by the name a finding gives them: {@code
 * racecourse/<id>/X.java}. Nothing is done with the text but show it.
 */
@FunctionalInterface
public interface Sources {

  /** No file is known. */
  Sources NONE = file -> Optional.empty();

  /** The text of a file; empty if it is not known. */
  Optional<String> text(String file);
}
