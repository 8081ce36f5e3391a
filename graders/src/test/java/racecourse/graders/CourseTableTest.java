package racecourse.graders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import racecourse.engine.report.Mistakes;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * The table of docs/COURSE.md on what each exercise catches is that of the catalogue; {@code
 * -Dgolden.update=true} writes it anew.
 */
class CourseTableTest {
  private static final int SHOWN = 6;
  private static final String HEAD =
      "| # | exercise | right | wrong | most often in its catalogue | also |\n|--:|---|--:|--:|---|---|\n";

  @Test
  void theTableIsThatOfTheCatalogue() throws IOException {
    Path file = Submitted.module().resolveSibling("docs").resolve("COURSE.md");
    String page = Files.readString(file);
    int begin = page.indexOf(HEAD);
    assertThat(begin).as("The place of the table in %s", file).isNotNegative();
    int end = page.indexOf("\n\n", begin) + 1;
    String wanted = page.substring(0, begin) + table() + page.substring(end);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, wanted);
    }
    assertThat(Files.readString(file))
        .as("run once with -Dgolden.update=true and look at the file")
        .isEqualTo(wanted);
  }

  private static String table() {
    StringBuilder table = new StringBuilder(HEAD);
    for (Grader grader : Course.graders()) {
      Exercise exercise = grader.exercise();
      List<Submitted> all =
          Submitted.all().stream()
              .filter(submitted -> submitted.exercise().equals(exercise.id()))
              .toList();
      List<Submitted> wrong = all.stream().filter(submitted -> !submitted.right()).toList();
      List<String> named = byFrequency(wrong, true);
      EvidencePage.row(
          table,
          String.valueOf(exercise.number()),
          "`" + exercise.id() + "`",
          String.valueOf(all.size() - wrong.size()),
          String.valueOf(wrong.size()),
          ids(named.subList(0, Math.min(SHOWN, named.size()))),
          others(named, byFrequency(wrong, false)));
    }
    return table.toString();
  }

  private static String others(List<String> named, List<String> unnamed) {
    List<String> parts = new ArrayList<>();
    if (named.size() > SHOWN) {
      parts.add(ids(named.subList(SHOWN, named.size())));
    }
    if (!unnamed.isEmpty()) {
      parts.add(
          "without a sentence: "
              + unnamed.stream().map(id -> id.replace('-', ' ')).collect(Collectors.joining(", ")));
    }
    return String.join("; and ", parts);
  }

  /** The mistakes that have a sentence, or those that have none: the most frequent ones first. */
  private static List<String> byFrequency(List<Submitted> wrong, boolean withSentence) {
    Map<String, Integer> counts = new TreeMap<>();
    wrong.stream()
        .map(submitted -> submitted.about().mistake())
        .filter(mistake -> Mistakes.ids().contains(mistake) == withSentence)
        .forEach(mistake -> counts.merge(mistake, 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, Integer> count) -> -count.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String ids(List<String> mistakes) {
    return mistakes.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
  }
}
