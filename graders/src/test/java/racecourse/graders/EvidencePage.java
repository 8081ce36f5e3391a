package racecourse.graders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page docs/EVIDENCE.md, of which each part comes from a run of its own. */
final class EvidencePage {
  private static final String HEADING =
      "# Evidence\n\nGenerated, not written: each part stands below the command that makes it again.\n";
  private static final String PART = "\n## ";

  private EvidencePage() {}

  /** Puts the part in the place of the last one with this title, or at the end. */
  static synchronized void write(String title, String text) throws IOException {
    Path file = Submitted.module().resolveSibling("docs").resolve("EVIDENCE.md");
    String old = Files.exists(file) ? Files.readString(file) : HEADING;
    List<String> parts = new ArrayList<>(List.of(old.split("(?=\n## )", -1)));
    String part = PART + title + "\n\n" + text.strip() + "\n";
    boolean replaced = false;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).startsWith(PART + title + "\n")) {
        parts.set(i, part);
        replaced = true;
      }
    }
    if (!replaced) {
      parts.add(part);
    }
    parts.set(0, HEADING);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("", parts));
  }

  /** Adds a row to a table. */
  static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
