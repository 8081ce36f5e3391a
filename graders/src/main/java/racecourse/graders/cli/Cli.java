package racecourse.graders.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import racecourse.engine.scene.Grader;
import racecourse.graders.Course;

/** The command line. */
@Command(
    name = "racecourse",
    description = "Java concurrency exercises that only pass when every interleaving does.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Cli {

  private static final String HELP = " Try: java -jar racecourse.jar --help";

  private Cli() {}

  /** Runs the command and ends the JVM with its exit code; see {@link ExitCode}. */
  public static void main(String[] args) {
    World world = World.real();
    int exit = run(world, new EngineGrades(), Course.graders(), args);
    world.out().flush();
    System.exit(exit);
  }

  /** Runs the command; returns its exit code. */
  static int run(World world, Grades grades, List<Grader> course, String... args) {
    return run(
        world, grades, course, new InputKeys(System.in, World.isTerminal(0)), world::kit, args);
  }

  /** The same with somebody else's keys, and a digest of the kit that need not be worked out. */
  static int run(
      World world,
      Grades grades,
      List<Grader> course,
      Keys keys,
      Supplier<Optional<String>> kit,
      String... args) {
    CommandLine line =
        new CommandLine(new Cli())
            .addSubcommand(new GradeCommand(world, grades, course, kit))
            .addSubcommand(new HintCommand(world, course))
            .addSubcommand(new WatchCommand(world, grades, course, keys, kit))
            .addSubcommand(new DemoCommand(world, course))
            .addSubcommand(new ListCommand(world, course))
            .setOut(writer(world.out(), world))
            .setErr(writer(world.err(), world))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(79)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExpandAtFiles(false);
    line.setParameterExceptionHandler((fault, given) -> badUsage(world, sentence(fault)));
    line.setExecutionExceptionHandler(
        (fault, command, result) -> {
          if (fault instanceof BadUsage) {
            return badUsage(world, String.valueOf(fault.getMessage()));
          }
          world
              .err()
              .println(
                  "The kit failed, and that is not your code's fault: "
                      + fault
                      + ". Please report it.");
          return ExitCode.NOT_GRADED;
        });
    if (args.length == 0) {
      line.usage(world.out());
      return ExitCode.BAD_USAGE;
    }
    return line.execute(args);
  }

  private static PrintWriter writer(PrintStream stream, World world) {
    return new PrintWriter(new OutputStreamWriter(stream, world.charset()), true);
  }

  private static int badUsage(World world, String sentence) {
    world.err().println(sentence);
    world.err().flush();
    return ExitCode.BAD_USAGE;
  }

  private static String sentence(ParameterException fault) {
    String message = String.valueOf(fault.getMessage()).replaceAll("\\s+", " ").strip();
    return message + (message.endsWith(".") ? "" : ".") + HELP;
  }

  /** Reads the version from the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"racecourse " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
