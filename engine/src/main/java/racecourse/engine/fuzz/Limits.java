package racecourse.engine.fuzz;

import java.time.Duration;

/**
 * How long a run may go on without getting anywhere before it counts as hung. Only for what cannot
 * be decided by looking: threads that burn a core, and threads in timed waits. Time is counted in
 * the watch's own turns, so a machine that stands still counts nothing.
 *
 * @param cpu processor time one thread may use while nothing happens
 * @param burn processor time one thread may use while it is supposed to wait
 * @param turns for threads that wait again and again in short turns
 * @param longWait for threads in one long timed wait
 * @param total for a run in which something happens all the time, but that does not end
 */
record Limits(Duration cpu, Duration burn, Duration turns, Duration longWait, Duration total) {

  static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(3),
          Duration.ofMillis(400),
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          Duration.ofSeconds(20));
}
