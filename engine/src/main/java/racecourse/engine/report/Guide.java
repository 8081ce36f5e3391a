package racecourse.engine.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Finding;
import racecourse.engine.scene.Exercise;

/**
 * What a report has to know besides the results: the course, where the sources lie, and how to
 * grade again.
 *
 * @param course every exercise of the course, in order, whether it was selected or not
 * @param sources what stands before {@code racecourse/<id>/X.java} in a path that the reader can
 *     open; empty, or ending in a slash
 * @param stories ids of the exercises whose {@code README.md} lies beside their sources
 * @param again the command that grades everything again
 * @param againOption what to add to it, before an exercise's id, to grade only that one
 * @param replayOption what to add to that, before a schedule, to run only that schedule again; ends
 *     in a space or in an equals sign
 * @param selected whether the reader chose the exercises; then the first of them unfolds whatever
 *     its verdict
 * @param page where the HTML page lies; null if there is none
 */
public record Guide(
    List<Exercise> course,
    String sources,
    Set<String> stories,
    String again,
    String againOption,
    String replayOption,
    boolean selected,
    @Nullable String page) {

  public Guide {
    course = List.copyOf(course);
    stories = Set.copyOf(stories);
  }

  /** The exercise with this id, if the course has it. */
  Optional<Exercise> exercise(String id) {
    return course.stream().filter(exercise -> exercise.id().equals(id)).findFirst();
  }

  /** Its number in the course, as two digits; blanks if the course does not have it. */
  String number(String id) {
    return exercise(id).map(exercise -> String.format("%02d", exercise.number())).orElse("  ");
  }

  /** The path of a source file that a finding names. */
  String path(String file) {
    return sources + file;
  }

  /** The file to begin with. */
  String start(String id) {
    return folder(id)
        + exercise(id)
            .flatMap(exercise -> exercise.types().stream().findFirst())
            .map(type -> type + ".java")
            .orElse("");
  }

  /**
   * What to edit: the file that the finding names, if it names one; else the only file of the
   * exercise, or the folder of its files.
   */
  String edit(String id, @Nullable Finding finding) {
    String named = finding == null ? null : finding.file();
    if (named != null && named.startsWith("racecourse/" + id + "/")) {
      return path(named);
    }
    boolean one = exercise(id).filter(exercise -> exercise.types().size() == 1).isPresent();
    return one ? start(id) : folder(id);
  }

  private String folder(String id) {
    return sources + "racecourse/" + id + "/";
  }

  /** The story of the exercise, if it has one. */
  Optional<String> story(String id) {
    return stories.contains(id)
        ? Optional.of(sources + "racecourse/" + id + "/README.md")
        : Optional.empty();
  }

  /** The command that runs one schedule again; in quotes that every shell understands. */
  String replay(String id, String schedule) {
    return again(id)
        + (replayOption.endsWith(" ")
            ? " " + replayOption + '"' + schedule + '"'
            : " \"" + replayOption + schedule + '"');
  }

  /** The command that grades one exercise again. */
  String again(String id) {
    return again + " " + againOption + id;
  }
}
