package racecourse.engine.vmlens;

/**
 * The outermost frame of the scenario on each of its threads, and the only class here that the
 * agent watches. vmlens needs it twice: it takes notice of a new thread at the first watched
 * method, and hangs if that one is {@code synchronized}; and it fails on a {@code Thread.start} or
 * a lock that no watched method stands below.
 */
final class Watched implements Runnable {
  private final Runnable body;

  Watched(Runnable body) {
    this.body = body;
  }

  @Override
  public void run() {
    body.run();
  }
}
