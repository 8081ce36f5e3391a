package racecourse.graders.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a verdict depends on, as SHA-256 digests in hexadecimal digits. Where anything is unusual (a
 * link, a file that cannot be read, too many files) there is no digest, and whoever asked grades.
 */
final class Fingerprint {

  private static final int MOST_FILES = 500;
  private static final int MOST_BYTES = 1_000_000;
  private static final List<String> JAVA =
      List.of(
          "java.home",
          "java.runtime.version",
          "java.vm.name",
          "java.vm.version",
          "os.name",
          "os.arch");

  private Fingerprint() {}

  /**
   * The sources of one exercise.
   *
   * @param digest of their names and contents
   * @param stamp of their names, sizes and times; it tells a file that was changed and changed back
   */
  record Sources(String digest, String stamp) {}

  /** The sources in an exercise's folder; empty if there are none, or in doubt. */
  static Optional<Sources> sources(Path folder) {
    MessageDigest content = sha256();
    MessageDigest stamp = sha256();
    try {
      List<Path> files = files(folder);
      for (Path file : files) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            || Files.size(file) > MOST_BYTES) {
          return Optional.empty();
        }
        String name = folder.relativize(file).toString().replace('\\', '/');
        put(stamp, stampOf(folder, file));
        put(content, name);
        byte[] bytes = Files.readAllBytes(file);
        put(content, String.valueOf(bytes.length));
        content.update(bytes);
      }
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(new Sources(hex(content), hex(stamp)));
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Names, sizes and times of the sources in an exercise's folder. It reads no file, so it is cheap
   * enough to be asked for all the time; whatever cannot be seen is left out.
   */
  static String stamp(Path folder) {
    StringBuilder all = new StringBuilder();
    try {
      for (Path file : files(folder)) {
        try {
          all.append(stampOf(folder, file)).append('\n');
        } catch (IOException gone) {
          // An editor is just replacing it.
        }
      }
    } catch (IOException | java.io.UncheckedIOException gone) {
      // The folder itself, likewise.
    }
    return all.toString();
  }

  /**
   * The kit and the Java that it runs on.
   *
   * @param classPath everything that the grader and the engines are loaded from
   * @return empty in doubt
   */
  static Optional<String> kit(String classPath) {
    MessageDigest digest = sha256();
    for (String name : JAVA) {
      put(digest, System.getProperty(name, ""));
    }
    try {
      for (String entry : classPath.split(File.pathSeparator)) {
        Path path = Path.of(entry);
        put(digest, entry);
        if (Files.isDirectory(path)) {
          for (Path file : tree(path, "")) {
            put(digest, path.relativize(file).toString());
            contents(digest, file);
          }
        } else if (Files.isRegularFile(path)) {
          contents(digest, path);
        } else {
          put(digest, "missing");
        }
      }
      return Optional.of(hex(digest));
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  private static String stampOf(Path folder, Path file) throws IOException {
    return folder.relativize(file).toString().replace('\\', '/')
        + ' '
        + Files.size(file)
        + ' '
        + Files.getLastModifiedTime(file);
  }

  private static List<Path> files(Path folder) throws IOException {
    Path packages = folder.getParent();
    if (packages == null
        || !Files.isDirectory(packages, LinkOption.NOFOLLOW_LINKS)
        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Path> files = tree(folder, ".java");
    if (files.size() > MOST_FILES) {
      throw new IOException("There are too many files in " + folder + ".");
    }
    return files;
  }

  private static List<Path> tree(Path folder, String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(
              file ->
                  file.getFileName().toString().endsWith(suffix)
                      && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static void contents(MessageDigest digest, Path file) throws IOException {
    put(digest, String.valueOf(Files.size(file)));
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
  }

  private static void put(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }
}
