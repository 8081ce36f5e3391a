package racecourse.graders.cli;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;

/**
 * What the last gradings found, kept in the work folder until the next. Read before a run's first
 * child starts and written by the grader after the last has ended, as a whole, so nothing that a
 * child writes into the file during a run stays there. Losing it costs nothing but time: it is safe
 * to delete, and a file that cannot be understood counts as none.
 *
 * @param notes one for each exercise of each source root
 */
record Notes(List<Note> notes) {

  private static final String SCHEMA = "racecourse/notes/v1";
  private static final int MOST_BYTES = 16_000_000;
  private static final int MOST_NOTES = 500;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .addMixIn(Observation.class, Seen.class)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  /**
   * What the last grading of an exercise found.
   *
   * @param root the source root
   * @param exercise the exercise's id
   * @param code digest of everything that was asked and of the sources; empty if unknown
   * @param kit digest of the kit and the Java that graded; empty if unknown
   * @param result what was found
   */
  record Note(String root, String exercise, String code, String kit, ExerciseResult result) {}

  Notes {
    notes = List.copyOf(notes);
  }

  private record Content(String schema, List<Note> notes) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "saw")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Observation.Clean.class, name = "clean"),
    @JsonSubTypes.Type(value = Observation.Found.class, name = "found"),
    @JsonSubTypes.Type(value = Observation.Suspected.class, name = "suspected"),
    @JsonSubTypes.Type(value = Observation.Abstained.class, name = "abstained"),
    @JsonSubTypes.Type(value = Observation.DidNotRun.class, name = "did-not-run")
  })
  private interface Seen {}

  /** The notes in this work folder. */
  static Notes in(Path work) {
    Path file = file(work);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST_BYTES) {
        Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
        if (SCHEMA.equals(content.schema())) {
          return new Notes(content.notes());
        }
      }
    } catch (IOException | RuntimeException notUnderstood) {
      // Then everything is graded again.
    }
    return new Notes(List.of());
  }

  Optional<Note> of(Path root, String exercise) {
    return notes.stream()
        .filter(note -> note.root().equals(root.toString()) && note.exercise().equals(exercise))
        .findFirst();
  }

  /** The same with this note in place of the one of its exercise. */
  Notes with(Note fresh) {
    List<Note> all = new ArrayList<>();
    all.add(fresh);
    for (Note note : notes) {
      boolean replaced =
          note.root().equals(fresh.root()) && note.exercise().equals(fresh.exercise());
      if (!replaced && all.size() < MOST_NOTES) {
        all.add(note);
      }
    }
    return new Notes(all);
  }

  /**
   * Replaces the notes in this work folder.
   *
   * @throws IOException if they cannot be written; then there are none
   */
  void write(Path work) throws IOException {
    try {
      new ResultFile(file(work)).write(JSON.writeValueAsString(new Content(SCHEMA, notes)) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A result could not be written as JSON.", impossible);
    } catch (IOException fault) {
      Files.deleteIfExists(file(work));
      throw fault;
    }
  }

  private static Path file(Path work) {
    return work.resolve("notes.json");
  }
}
