package racecourse.graders;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import racecourse.engine.model.Kind;

/**
 * A submission of the catalogue: known to be right, or known to be wrong in a way that has a name.
 *
 * @param exercise the exercise's id
 * @param right whether it keeps the contract
 * @param name the name of its folder
 * @param folder the source root
 * @param about what stands in its {@code case.json}
 */
record Submitted(String exercise, boolean right, String name, Path folder, About about) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What stands in a {@code case.json}.
   *
   * @param design a right one: how it is made
   * @param mistake a wrong one: the id of the misconception
   * @param alsoNamed a wrong one: other misconceptions that are just as true of it
   * @param kinds a wrong one: the kinds that are a fair answer
   * @param checks a wrong one: the checks that must catch it
   * @param why a wrong one: what goes wrong, in a sentence
   * @param jdk the oldest JDK that compiles it; 17 unless it says otherwise
   */
  record About(
      @JsonProperty("design") String design,
      @JsonProperty("mistake") String mistake,
      @JsonProperty("alsoNamed") List<String> alsoNamed,
      @JsonProperty("kinds") List<String> kinds,
      @JsonProperty("checks") List<String> checks,
      @JsonProperty("why") String why,
      @JsonProperty("jdk") int jdk) {

    About {
      alsoNamed = alsoNamed == null ? List.of() : List.copyOf(alsoNamed);
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
      checks = checks == null ? List.of() : List.copyOf(checks);
    }
  }

  /** All of the catalogue, in a fixed order. */
  static List<Submitted> all() {
    List<Submitted> all = new ArrayList<>();
    for (Path exercise : folders(root())) {
      for (boolean right : new boolean[] {true, false}) {
        Path kind = exercise.resolve(right ? "right" : "wrong");
        if (Files.isDirectory(kind)) {
          for (Path folder : folders(kind)) {
            all.add(read(exercise.getFileName().toString(), right, folder));
          }
        }
      }
    }
    return all;
  }

  /** The folder of the module that the tests run in, also when they are started from the root. */
  static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("src/submissions")) ? here : here.resolve("graders");
  }

  private static Path root() {
    return module().resolve("src/submissions");
  }

  /** Whether this JDK is new enough for it. */
  boolean runsHere() {
    return Runtime.version().feature() >= about.jdk();
  }

  /** Whether this kind is a fair answer to the mistake. */
  boolean fair(Kind kind) {
    return about.kinds().contains(kind.id());
  }

  @Override
  public String toString() {
    return exercise + "/" + (right ? "right" : "wrong") + "/" + name;
  }

  private static Submitted read(String exercise, boolean right, Path folder) {
    Path file = folder.resolve("case.json");
    try {
      About about = JSON.readValue(Files.readString(file), About.class);
      return new Submitted(exercise, right, folder.getFileName().toString(), folder, about);
    } catch (IOException fault) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", fault);
    }
  }

  private static List<Path> folders(Path parent) {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException fault) {
      throw new UncheckedIOException("The folder " + parent + " cannot be read.", fault);
    }
  }
}
