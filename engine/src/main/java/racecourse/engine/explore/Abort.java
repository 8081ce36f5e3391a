package racecourse.engine.explore;

/**
 * Unwinds a strand when its schedule has ended early. Not an {@link Error}, so that only handlers
 * of {@link Throwable} see it; those are rewritten to let it pass.
 */
final class Abort extends Throwable {
  private static final long serialVersionUID = 1L;

  static final Abort INSTANCE = new Abort();

  private Abort() {
    super("The schedule has ended.", null, false, false);
  }

  /** Throws the abort from methods that declare no checked exception. */
  static RuntimeException fly() {
    throw Abort.<RuntimeException>sneak(INSTANCE);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
