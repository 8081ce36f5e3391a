package racecourse.graders.cli;

import java.time.Duration;
import java.util.Optional;

/** What a person types. Used by one thread. */
interface Keys {

  /** Whether a person is there to type. */
  boolean interactive();

  /**
   * The next line, without its end; empty if none came in this time.
   *
   * @param longest how long to wait for it
   * @throws InterruptedException if the wait is to end
   */
  Optional<String> poll(Duration longest) throws InterruptedException;
}
