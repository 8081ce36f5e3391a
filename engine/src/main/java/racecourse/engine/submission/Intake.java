package racecourse.engine.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import racecourse.engine.child.Text;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/**
 * Copies the sources of one exercise, and nothing else, into a fresh folder. Links are not
 * followed, names and sizes are checked, and only text in UTF-8 gets through.
 */
final class Intake {
  static final int MAX_FILES = 50;
  static final int MAX_BYTES = 200_000;

  private static final int MAX_ENTRIES = 5_000;
  private static final int MAX_DEPTH = 8;
  private static final Pattern FILE = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]{0,99}\\.java");
  private static final Pattern FOLDER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]{0,99}");
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Intake() {}

  /**
   * Copies the sources.
   *
   * @param from the exercise's folder in the submission; may be missing
   * @param exercise the exercise's id
   * @param to the new source root; created
   * @return the copies below the new root, in alphabetical order; empty if there are no sources
   * @throws Refusal if the sources are not to be read
   * @throws IOException if the copy cannot be written
   */
  static List<Path> copy(Path from, String exercise, Path to) throws Refusal, IOException {
    Path packages = Objects.requireNonNull(from.getParent());
    if (!Files.isDirectory(packages, LinkOption.NOFOLLOW_LINKS)
        || !Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.isSymbolicLink(from) || Files.isSymbolicLink(packages)) {
        throw refuse(
            Kind.FORBIDDEN, "racecourse/" + exercise, "%s is a link; put the folder itself there.");
      }
      return List.of();
    }
    List<Path> found = find(from, exercise);
    Path folder = to.resolve("racecourse").resolve(exercise);
    List<Path> copies = new ArrayList<>();
    for (Path source : found) {
      Path copy = folder.resolve(from.relativize(source).toString());
      byte[] text = read(source, name(from, exercise, source));
      Files.createDirectories(copy.getParent());
      Files.write(copy, text, StandardOpenOption.CREATE_NEW);
      copies.add(copy);
    }
    return copies;
  }

  private static List<Path> find(Path from, String exercise) throws Refusal, IOException {
    List<Path> found = new ArrayList<>();
    List<Finding> refused = new ArrayList<>();
    int[] entries = {0};
    Files.walkFileTree(
        from,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            boolean sane =
                dir.equals(from) || FOLDER.matcher(dir.getFileName().toString()).matches();
            return sane ? count() : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String simple = file.getFileName().toString();
            if (FILE.matcher(simple).matches()) {
              if (attributes.isRegularFile()) {
                found.add(file);
              } else {
                refused.add(
                    refuse(
                            Kind.FORBIDDEN,
                            name(from, exercise, file),
                            "%s is a link or a device, not a regular file; put the file itself there.")
                        .finding());
              }
            }
            return count();
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            refused.add(
                refuse(
                        Kind.COMPILE_ERROR,
                        name(from, exercise, file),
                        "%s cannot be read; give yourself the right to read it.")
                    .finding());
            return count();
          }

          private FileVisitResult count() {
            return ++entries[0] > MAX_ENTRIES || found.size() > MAX_FILES
                ? FileVisitResult.TERMINATE
                : FileVisitResult.CONTINUE;
          }
        });
    if (found.size() > MAX_FILES || entries[0] > MAX_ENTRIES) {
      throw refuse(
          Kind.OUT_OF_RESOURCES,
          "racecourse/" + exercise,
          "%s holds too many files; at most " + MAX_FILES + " sources are graded.");
    }
    if (!refused.isEmpty()) {
      throw new Refusal(refused.get(0));
    }
    found.removeIf(file -> file.endsWith("module-info.java") || file.endsWith("package-info.java"));
    found.sort(null);
    return found;
  }

  /** The text of one source file. */
  static String text(Path source) throws Refusal {
    byte[] text = read(source, String.valueOf(source.getFileName()));
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] read(Path source, String name) throws Refusal {
    byte[] bytes;
    // The file may have been swapped for a link since it was found.
    try (InputStream in =
        Files.newInputStream(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException unreadable) {
      throw refuse(
          Kind.COMPILE_ERROR, name, "%s cannot be read; give yourself the right to read it.");
    }
    if (bytes.length > MAX_BYTES) {
      throw refuse(
          Kind.OUT_OF_RESOURCES,
          name,
          "%s is longer than " + MAX_BYTES / 1000 + " kB; no exercise needs that much.");
    }
    byte[] text = bytes;
    if (bytes.length >= 3 && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2]) {
      text = Arrays.copyOfRange(bytes, 3, bytes.length);
    }
    int line = firstBadLine(text);
    if (line > 0) {
      Refusal refusal =
          refuse(Kind.COMPILE_ERROR, name, "%s is not UTF-8 text; save it with that encoding.");
      throw new Refusal(refusal.finding().at(name, line));
    }
    if (new String(text, StandardCharsets.UTF_8).isBlank()) {
      throw refuse(
          Kind.COMPILE_ERROR,
          name,
          "%s is empty; write the class there, or take the file back from the exercise repository.");
    }
    return text;
  }

  /** The first line, from 1, that is not UTF-8; 0 if all are. */
  private static int firstBadLine(byte[] text) {
    ByteBuffer rest = ByteBuffer.wrap(text);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(rest);
      return 0;
    } catch (CharacterCodingException bad) {
      int line = 1;
      for (int i = 0; i < rest.position(); i++) {
        if (text[i] == '\n') {
          line++;
        }
      }
      return line;
    }
  }

  private static String name(Path from, String exercise, Path file) {
    StringBuilder name = new StringBuilder("racecourse/" + exercise);
    for (Path part : from.relativize(file)) {
      name.append('/').append(Text.oneLine(part.toString(), 100));
    }
    return name.toString();
  }

  private static Refusal refuse(Kind kind, String name, String format) {
    Finding finding = Finding.of(kind, format.formatted(name));
    return new Refusal(name.endsWith(".java") ? finding.at(name, 1) : finding);
  }
}
