package racecourse.graders.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Verdict;

/**
 * How many hints have been opened, kept in the work folder. Safe to delete: then they begin again
 * with the first.
 *
 * @param opened one entry for each check of which a hint was opened
 */
record Hints(List<Opened> opened) {

  private static final String SCHEMA = "racecourse/hints/v1";
  private static final int MOST_BYTES = 1_000_000;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /**
   * How far a check's hints have been opened.
   *
   * @param root the source root
   * @param exercise the exercise's id
   * @param check the check's id
   * @param hints how many, at least 1
   */
  record Opened(String root, String exercise, String check, int hints) {}

  private record Content(String schema, List<Opened> opened) {}

  Hints {
    opened = List.copyOf(opened);
  }

  /** The hints that were opened, by this work folder; none if there is no such record. */
  static Hints in(Path work) {
    Path file = file(work);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST_BYTES) {
        Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
        if (SCHEMA.equals(content.schema())) {
          return new Hints(content.opened());
        }
      }
    } catch (IOException | RuntimeException notUnderstood) {
      // Then the hints begin again.
    }
    return new Hints(List.of());
  }

  /** How many hints of a check were opened. */
  int of(Path root, String exercise, String check) {
    return opened.stream()
        .filter(entry -> is(entry, root, exercise, check))
        .mapToInt(Opened::hints)
        .findFirst()
        .orElse(0);
  }

  /** The same with so many hints of a check opened. */
  Hints with(Path root, String exercise, String check, int hints) {
    return new Hints(
        Stream.concat(
                opened.stream().filter(entry -> !is(entry, root, exercise, check)),
                Stream.of(new Opened(root.toString(), exercise, check, hints)))
            .toList());
  }

  /** The same without the checks that passed: should they fail again, help begins anew. */
  Hints without(Path root, ExerciseResult result) {
    return new Hints(
        opened.stream()
            .filter(
                entry ->
                    result.checks().stream()
                        .filter(check -> check.verdict() == Verdict.PASSED)
                        .map(CheckResult::id)
                        .noneMatch(check -> is(entry, root, result.id(), check)))
            .toList());
  }

  private static boolean is(Opened entry, Path root, String exercise, String check) {
    return entry.root().equals(root.toString())
        && entry.exercise().equals(exercise)
        && entry.check().equals(check);
  }

  /**
   * Replaces the record in this work folder.
   *
   * @throws IOException if it cannot be written
   */
  void write(Path work) throws IOException {
    if (opened.isEmpty() && !Files.exists(file(work))) {
      return;
    }
    try {
      new ResultFile(file(work)).write(JSON.writeValueAsString(new Content(SCHEMA, opened)) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Plain values could not be written as JSON.", impossible);
    }
  }

  private static Path file(Path work) {
    return work.resolve("hints.json");
  }
}
