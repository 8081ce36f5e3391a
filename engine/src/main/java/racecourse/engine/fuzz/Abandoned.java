package racecourse.engine.fuzz;

/** Unwinds a thread of a round that is over; never a verdict. */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super("This round is over.", null, false, false);
  }
}
