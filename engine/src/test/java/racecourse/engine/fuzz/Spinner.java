package racecourse.engine.fuzz;

/** Keeps all cores busy, until it is killed or nobody holds its standard input any more. */
final class Spinner {
  private Spinner() {}

  /** Says one character when it is at work. */
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
      Thread spinner = new Thread(Spinner::spin, "spinner " + i);
      spinner.setDaemon(true);
      spinner.start();
    }
    System.out.write('.');
    System.out.flush();
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }

  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }
}
