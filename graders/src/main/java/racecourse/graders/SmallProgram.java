package racecourse.graders;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that graders start as a process: the same on every system, wherever there is a JVM.
 * None of its processes lives longer than {@link #LIFE_MILLIS}.
 */
public final class SmallProgram {
  /** What a program that lives to its end writes into its file last. */
  static final String LIVED = "lived to its end";

  static final int LIFE_MILLIS = 10_000;
  private static final int TICK_MILLIS = 20;

  private SmallProgram() {}

  /** The command that runs this program with these arguments. */
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    // Not by its class: in the world of an engine that is another one.
    command.add("racecourse.graders.SmallProgram");
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Does what the first argument says: {@code say WORD}, {@code exit CODE}, {@code flood out
   * LINES}, {@code flood err LINES}, {@code live FILE}, {@code stubborn FILE}, {@code parent FILE
   * FILE}.
   */
  @SuppressWarnings("SystemExitOutsideMain") // It is the main method.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    switch (arguments[0]) {
      case "say" -> print(System.out, arguments[1]);
      case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(arguments[1]));
      case "flood" -> {
        PrintStream to = arguments[1].equals("err") ? System.err : System.out;
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
          print(to, line(i));
        }
        print(System.out, "done");
      }
      case "live" -> live(Path.of(arguments[1]));
      case "stubborn" -> {
        // Whoever asks it to end has to wait until it likes to.
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(main)));
        live(Path.of(arguments[1]));
        Runtime.getRuntime().halt(0);
      }
      case "parent" -> {
        new ProcessBuilder(command("live", arguments[2])).inheritIO().start();
        live(Path.of(arguments[1]));
      }
      default -> Runtime.getRuntime().halt(99);
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A line of a flood. */
  static String line(int number) {
    return "line " + number + " of many, to fill a pipe with";
  }

  private static void print(PrintStream to, String line) {
    to.print(line + "\n");
    to.flush();
  }

  /** Writes into the file again and again, so that everybody sees that it is alive. */
  private static void live(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < LIFE_MILLIS / TICK_MILLIS; i++) {
      write(file, ".");
      Thread.sleep(TICK_MILLIS);
    }
    write(file, LIVED);
  }

  private static void write(Path file, String what) throws IOException {
    Files.writeString(file, what, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
