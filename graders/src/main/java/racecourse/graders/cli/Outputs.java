package racecourse.graders.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Scorecard;
import racecourse.engine.report.ClassroomJson;
import racecourse.engine.report.GithubText;
import racecourse.engine.report.Guide;
import racecourse.engine.report.HtmlPage;
import racecourse.engine.report.ResultJson;
import racecourse.engine.report.Sources;

/**
 * The files that a run writes its result to. They are written before grading begins, so that a
 * place that cannot be written is known before time is spent, and again after each exercise, so
 * that nothing is lost if the run ends early. Safe for use by one thread at a time.
 */
final class Outputs {

  private record Output(ResultFile file, Function<Scorecard, String> format) {}

  private final List<Output> files = new ArrayList<>();

  /** Results as JSON. */
  void json(Path file) {
    files.add(new Output(new ResultFile(file), ResultJson::render));
  }

  /** Results as a page, with the sources they are about. */
  void page(Path file, Guide guide, Sources sources) {
    files.add(
        new Output(new ResultFile(file), scorecard -> HtmlPage.render(scorecard, guide, sources)));
  }

  /** Results for GitHub Classroom's reporter. */
  void classroom(Path folder) {
    files.add(
        new Output(
            new ResultFile(folder.resolve("result.json")),
            scorecard -> ClassroomJson.render(scorecard) + "\n"));
  }

  /**
   * Writes the state that the run begins with.
   *
   * @throws BadUsage if a file cannot be written, in one sentence
   */
  void begin(Scorecard scorecard) throws BadUsage {
    for (Output output : files) {
      try {
        output.file().write(output.format().apply(scorecard));
      } catch (IOException e) {
        throw new BadUsage(cannot(output.file().path(), e));
      }
    }
  }

  /** Whether there is no file to write. */
  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Writes all files; returns what could not be written, one sentence each. */
  List<String> write(Scorecard scorecard) {
    List<String> faults = new ArrayList<>();
    for (Output output : files) {
      try {
        output.file().write(output.format().apply(scorecard));
      } catch (IOException e) {
        faults.add(cannot(output.file().path(), e));
      }
    }
    return faults;
  }

  private static String cannot(Path file, IOException e) {
    return "The file " + file + " cannot be written: " + ResultFile.reason(e) + ".";
  }

  /**
   * Hands the result to GitHub's runner through the files that it names in the environment; those
   * it does not name are left out.
   *
   * @return what could not be written, one sentence each
   */
  static List<String> github(Scorecard scorecard, Guide guide, World world) {
    List<String> faults = new ArrayList<>();
    String encoded = ClassroomJson.encode(ClassroomJson.render(scorecard));
    append(world.environment().get("GITHUB_OUTPUT"), size -> "result=" + encoded + "\n", faults);
    append(
        world.environment().get("GITHUB_STEP_SUMMARY"),
        size -> GithubText.summary(scorecard, guide, GithubText.MOST_SUMMARY_BYTES - size),
        faults);
    return faults;
  }

  private static void append(
      @Nullable String name, Function<Integer, String> text, List<String> faults) {
    if (name == null || name.isEmpty()) {
      return;
    }
    Path file = Path.of(name);
    try {
      int size =
          Files.exists(file) ? (int) Math.min(Files.size(file), GithubText.MOST_SUMMARY_BYTES) : 0;
      Files.write(
          file,
          text.apply(size).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      faults.add(cannot(file, e));
    }
  }
}
