package racecourse.graders.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import racecourse.engine.report.Look;
import racecourse.engine.report.Palette;
import racecourse.engine.report.Theme;

/** What every command that prints, and has a folder to work in, can be told. */
final class SharedOptions {

  @Option(
      names = "--no-color",
      description = "No colour. NO_COLOR in the environment does the same.")
  private boolean noColor;

  @Option(names = "--ascii", description = "Only ASCII characters.")
  private boolean ascii;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "The folder for work files and the engines' reports.")
  private @Nullable Path work;

  /** What may be printed. */
  Look look(World world) {
    Theme theme = ascii ? Theme.ASCII : Theme.of(world.charset());
    return new Look(
        theme, noColor ? Palette.NONE : Palette.of(world.terminal(), world.environment()));
  }

  /** The folder for work files. */
  Path work(World world) {
    return work == null ? world.home() : world.here().resolve(work).normalize();
  }

  /** Takes the folder for work files, and says so if it had to be another one. */
  WorkFolder claim(World world) throws BadUsage {
    WorkFolder folder = WorkFolder.claim(work(world));
    if (!folder.notice().isEmpty()) {
      world.err().println(folder.notice());
    }
    return folder;
  }
}
