package racecourse.graders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page docs/EVIDENCE.md, of which each part comes from a run of its own. */
final class EvidencePage {
  private static final String HEADING =
      "# Evidence\n\nGenerated, not written: each part stands below the command that makes it again.\n";
  private static final String PART = "\n## ";
  private static final String OVERVIEW = "The whole catalogue";
  private static final String OVERVIEW_HEAD =
      """
      All engines together, and how the misconception behind a wrong submission was named: rightly, wrongly in any check, or not
      at all, which is no harm. Each row is from the run of that exercise and JDK, below.

      | exercise | JDK | wrong caught | right failed | named rightly | wrongly | not named |
      |---|---:|---:|---:|---:|---:|---:|
      """;

  private EvidencePage() {}

  /**
   * Puts the part in the place of the last one with this title, or at the end; the overview comes
   * first.
   */
  static synchronized void write(String title, String text) throws IOException {
    List<String> parts = parts();
    String part = PART + title + "\n\n" + text.strip() + "\n";
    boolean replaced = false;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).startsWith(PART + title + "\n")) {
        parts.set(i, part);
        replaced = true;
      }
    }
    if (!replaced) {
      parts.add(title.equals(OVERVIEW) ? 1 : parts.size(), part);
    }
    parts.set(0, HEADING);
    Files.createDirectories(file().getParent());
    Files.writeString(file(), String.join("", parts));
  }

  /**
   * Puts one exercise's row of the overview in the place of the last one, and sums them up anew.
   *
   * @param counts wrong submissions caught and how many there are, right ones failed and how many
   *     there are, and the wrong ones named rightly, wrongly and not at all
   */
  static synchronized void overview(String exercise, int jdk, int... counts) throws IOException {
    Map<List<String>, int[]> rows = new TreeMap<>(Comparator.comparing(List::toString));
    for (String line :
        part(OVERVIEW).lines().filter(each -> each.matches("\\| [a-z]+ \\| \\d+ .*")).toList()) {
      List<String> cells = List.of(line.strip().substring(2).split(" \\| | \\|$| of ", -1));
      rows.put(
          cells.subList(0, 2),
          cells.stream().skip(2).limit(7).mapToInt(Integer::parseInt).toArray());
    }
    rows.put(List.of(exercise, String.valueOf(jdk)), counts);
    StringBuilder table = new StringBuilder(OVERVIEW_HEAD);
    Map<String, int[]> sums = new TreeMap<>();
    rows.forEach(
        (key, each) -> {
          overview(table, key.get(0), key.get(1), each);
          int[] sum = sums.computeIfAbsent(key.get(1), any -> new int[each.length]);
          Arrays.setAll(sum, i -> sum[i] + each[i]);
        });
    sums.forEach((version, sum) -> overview(table, "**all of these**", version, sum));
    write(OVERVIEW, table.toString());
  }

  private static void overview(StringBuilder table, String exercise, String jdk, int[] counts) {
    row(
        table,
        exercise,
        jdk,
        counts[0] + " of " + counts[1],
        counts[2] + " of " + counts[3],
        String.valueOf(counts[4]),
        String.valueOf(counts[5]),
        String.valueOf(counts[6]));
  }

  private static String part(String title) throws IOException {
    return parts().stream()
        .filter(part -> part.startsWith(PART + title + "\n"))
        .findFirst()
        .orElse("");
  }

  private static List<String> parts() throws IOException {
    String old = Files.exists(file()) ? Files.readString(file()) : HEADING;
    return new ArrayList<>(List.of(old.split("(?=\n## )", -1)));
  }

  private static Path file() {
    return Submitted.module().resolveSibling("docs").resolve("EVIDENCE.md");
  }

  /** Adds a row to a table. */
  static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
