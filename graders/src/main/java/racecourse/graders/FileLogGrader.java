package racecourse.graders;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Folders;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;
import racecourse.filelog.FileLog;

/**
 * Asks whether every line that was appended stands in the file, whole and once, whoever else
 * appends. A virtual scheduler cannot run files, so these questions are for real threads.
 *
 * <p>Not asked, because the contract promises nothing about it: when a line can be read, as long as
 * it is there once every log on the file is closed; the order of lines of different threads; which
 * line end; which charset, as long as it is one that has the letters; what a second {@code close()}
 * says; links to the file; interrupts; threads of the log's own.
 */
public final class FileLogGrader implements Grader, Explains {
  // Sentences by which FileLogMistakes knows a failure, too.
  static final String ANOTHER_LINE = "Line %d of the file should be \"%s\", but it is \"%s\".";
  static final String ANOTHER_LENGTH = "The file should have %d line(s), but it has %d.";
  static final String TAKES_MORE =
      "The log is closed, so append() has to throw an IOException, but it returned normally.";
  static final String INVENTED =
      "Line %d of the file is \"%s\", and nobody has appended such a line.";
  static final String MISSING = "%d line(s) were appended and are not in the file, such as \"%s\".";

  static final String TWICE =
      "Line %d of the file is \"%s\", which was appended once and is there twice.";
  static final String ANOTHER_EXCEPTION =
      "The log is closed, so append() has to throw an IOException, but it threw %s.";
  static final String CLOSED_FOR_OTHERS =
      "Another log on the same file was closed, and now append() of this one, which is open,"
          + " throws: %s";

  private static final Set<EngineId> REAL = EnumSet.of(EngineId.VMLENS, EngineId.FUZZ);
  private static final Set<EngineId> FUZZ = EnumSet.of(EngineId.FUZZ);

  /** More than any buffer of the JDK on the way to a file. */
  private static final int LONG = 100_000;

  /** Makes the grader; it has no state. */
  public FileLogGrader() {}

  @Override
  public Exercise exercise() {
    Exercise.Builder exercise =
        Exercise.named("filelog", 14, "One file, many writers")
            .types("FileLog")
            .mayUse("java.nio")
            .mayUse("java.nio.charset")
            .mayUse("java.nio.file")
            .mayUse("java.nio.file.attribute");
    for (String name :
        List.of(
            "BufferedInputStream",
            "BufferedOutputStream",
            "CharArrayWriter",
            "DataOutput",
            "DataOutputStream",
            "File",
            "FileDescriptor",
            "FileInputStream",
            "FileOutputStream",
            "FileReader",
            "FileWriter",
            "FilterWriter",
            "InputStreamReader",
            "LineNumberReader",
            "OutputStreamWriter",
            "PrintStream",
            "PrintWriter",
            "RandomAccessFile",
            "SyncFailedException")) {
      exercise.mayUse("java.io." + name);
    }
    for (String name :
        List.of(
            "AsynchronousChannel",
            "AsynchronousCloseException",
            "AsynchronousFileChannel",
            "Channel",
            "Channels",
            "ClosedByInterruptException",
            "ClosedChannelException",
            "CompletionHandler",
            "FileChannel",
            "FileLock",
            "GatheringByteChannel",
            "OverlappingFileLockException",
            "SeekableByteChannel",
            "WritableByteChannel",
            "spi.AbstractInterruptibleChannel")) {
      exercise.mayUse("java.nio.channels." + name);
    }
    return exercise
        .check(
            Check.named("writes-lines", "writes every line into the file, in order")
                .points(4)
                .ask("three-lines", REAL, FileLogGrader::threeLines)
                .ask("a-new-file", REAL, FileLogGrader::aNewFile)
                .ask("long-lines", FUZZ, FileLogGrader::longLines)
                .ask("other-letters", FUZZ, FileLogGrader::otherLetters)
                .hint("What is still in a buffer when the file is closed?")
                .hint(
                    "A BufferedWriter passes its buffer on when it is closed, and closes what is"
                        + " below it."))
        .check(
            Check.named("appends-to-the-file", "keeps what was in the file before")
                .points(3)
                .needs("writes-lines")
                .ask("already-there", REAL, FileLogGrader::alreadyThere)
                .ask("opened-again", REAL, FileLogGrader::openedAgain)
                .hint("What does a FileWriter do with a file that exists?")
                .hint(
                    "StandardOpenOption.CREATE and APPEND together; or new FileWriter(file, true)."))
        .check(
            Check.named("closed-is-closed", "refuses lines once it is closed")
                .points(3)
                .needs("writes-lines")
                .ask("after-close", REAL, FileLogGrader::afterClose)
                .ask("two-after-close", FUZZ, FileLogGrader::twoAfterClose)
                .hint("Who would ever hear of a line that is appended to a closed log?")
                .hint("A flag, looked at under the same lock under which the line is written.")
                .hint("An exception leaves the method too. Does it leave the lock?"))
        .check(
            Check.named("whole-lines", "keeps the lines of several threads whole")
                .points(5)
                .needs("writes-lines")
                .ask("many-threads", REAL, FileLogGrader::manyThreads)
                .ask("many-long-lines", FUZZ, FileLogGrader::manyLongLines)
                .hint("How many calls does your append() make? Who may come in between?")
                .hint("The line and its end belong under one lock."))
        .check(
            Check.named("two-logs", "keeps the lines of two logs on the same file whole")
                .points(5)
                .needs("whole-lines")
                .ask("in-turns", FUZZ, FileLogGrader::inTurns)
                .ask("at-the-same-time", REAL, FileLogGrader::atTheSameTime)
                .ask("long-at-the-same-time", FUZZ, FileLogGrader::longAtTheSameTime)
                .ask("differently-spelled", FUZZ, FileLogGrader::differentlySpelled)
                .askSparingly("after-a-collection", 2, FileLogGrader::afterACollection)
                .hint("Two objects, one file. What do they have in common that could be locked?")
                .hint(
                    "A buffer that is full is written, wherever the line is just then. Two buffers"
                        + " know nothing of each other.")
                .hint("One lock per file: a static map from the file's real path, or one for all."))
        .check(
            Check.named("close-one-of-two", "leaves the other log on the file open")
                .points(3)
                .needs("two-logs")
                .ask("the-other-goes-on", REAL, FileLogGrader::theOtherGoesOn)
                .ask("closed-twice", FUZZ, FileLogGrader::closedTwice)
                .ask("closed-by-two", FUZZ, FileLogGrader::closedByTwo)
                .ask("open-and-close", FUZZ, FileLogGrader::openAndClose)
                .ask("hand-over", FUZZ, FileLogGrader::handOver)
                .hint("Who may close what both of them use?")
                .hint("Count the users. A log that is closed twice is still only one."))
        .check(
            Check.named("close-while-appending", "loses no line when it is closed meanwhile")
                .points(2)
                .needs("closed-is-closed")
                .ask("close-any-time", REAL, FileLogGrader::closeAnyTime)
                .hint("What may happen between looking whether it is closed and writing?")
                .hint("Both append() and close() need the lock, for all they do."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return FileLogMistakes.all();
  }

  /** A line that its author remembers when append() has returned. */
  private record Appended(String line) {}

  private interface InFolder {
    void play(Path file) throws Exception;
  }

  /** Plays with a file that does not exist yet, and leaves nothing behind. */
  private static void withFile(InFolder act) throws Exception {
    Path folder = Files.createTempDirectory("racecourse-filelog");
    try {
      act.play(folder.resolve("log.txt"));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException stillOpen) {
      // Some systems delete no file that the student has left open; the run's folder goes later.
    }
  }

  // One thread.

  private static void threeLines(Scene scene) throws Exception {
    withFile(
        file -> {
          List<String> lines = List.of("first", "", "third, after an empty one");
          try (FileLog log = new FileLog(file)) {
            for (String line : lines) {
              log.append(line);
            }
          }
          expectLines(scene, file, lines);
        });
  }

  private static void aNewFile(Scene scene) throws Exception {
    withFile(
        file -> {
          new FileLog(file).close();
          scene.expect(
              Files.exists(file),
              Kind.WRONG_RESULT,
              "A FileLog was made and closed, and nothing was appended, but the file was not"
                  + " created.");
          expectLines(scene, file, List.of());
        });
  }

  private static void longLines(Scene scene) throws Exception {
    withFile(
        file -> {
          List<String> lines = List.of("before", longLine("a long one"), "after");
          try (FileLog log = new FileLog(file)) {
            for (String line : lines) {
              log.append(line);
            }
          }
          expectLines(scene, file, lines);
        });
  }

  private static void otherLetters(Scene scene) throws Exception {
    withFile(
        file -> {
          List<String> lines = List.of("Grüße aus Tromsø", "à la carte", pairs(0), pairs(1));
          try (FileLog log = new FileLog(file)) {
            for (String line : lines) {
              log.append(line);
            }
          }
          expectLines(scene, file, lines);
        });
  }

  /** Letters that are two chars each, whatever number of chars a buffer takes at a time. */
  private static String pairs(int before) {
    return "-".repeat(before) + "\uD83D\uDC0E".repeat(10_000);
  }

  private static void alreadyThere(Scene scene) throws Exception {
    withFile(
        file -> {
          Files.writeString(file, "was here\n");
          try (FileLog log = new FileLog(file)) {
            log.append("new");
          }
          expectLines(scene, file, List.of("was here", "new"));
        });
  }

  private static void openedAgain(Scene scene) throws Exception {
    withFile(
        file -> {
          for (String line : List.of("first", "second", "third")) {
            try (FileLog log = new FileLog(file)) {
              log.append(line);
            }
          }
          expectLines(scene, file, List.of("first", "second", "third"));
        });
  }

  // Closed.

  private static void afterClose(Scene scene) throws Exception {
    withFile(
        file -> {
          FileLog log = new FileLog(file);
          log.append("in time");
          log.close();
          for (int i = 0; i < 2; i++) {
            expectRefused(scene, log);
          }
          expectLines(scene, file, List.of("in time"));
        });
  }

  private static void twoAfterClose(Scene scene) throws Exception {
    withFile(
        file -> {
          FileLog log = new FileLog(file);
          log.append("in time");
          log.close();
          for (int i = 1; i <= 3; i++) {
            scene.actor("late " + i, () -> expectRefused(scene, log));
          }
          scene.play();
          try (FileLog other = new FileLog(file)) {
            scene.actor("writer", () -> other.append("another"));
            scene.play();
          }
          expectLines(scene, file, List.of("in time", "another"));
        });
  }

  private static void expectRefused(Scene scene, FileLog log) {
    boolean refused = false;
    try {
      log.append("too late");
    } catch (IOException e) {
      refused = true;
    } catch (RuntimeException e) {
      throw scene.fail(Kind.WRONG_RESULT, ANOTHER_EXCEPTION, e);
    }
    scene.expect(refused, Kind.WRONG_RESULT, TAKES_MORE);
  }

  // Several threads.

  private static void manyThreads(Scene scene) throws Exception {
    withFile(
        file -> {
          int times = scene.scale(2, 30);
          FileLog log = new FileLog(file);
          Journal<Appended> appended = scene.journal();
          for (int i = 1; i <= scene.scale(2, 8); i++) {
            writer(scene, "writer " + i, log, times, false, appended);
          }
          scene.play();
          log.close();
          expectAll(scene, file, appended);
        });
  }

  private static void manyLongLines(Scene scene) throws Exception {
    withFile(
        file -> {
          FileLog log = new FileLog(file);
          Journal<Appended> appended = scene.journal();
          for (int i = 1; i <= 4; i++) {
            writer(scene, "writer " + i, log, 4, true, appended);
          }
          scene.play();
          log.close();
          expectAll(scene, file, appended);
        });
  }

  /** One thread, two logs, and far more than a buffer holds. */
  private static void inTurns(Scene scene) throws Exception {
    withFile(
        file -> {
          Journal<Appended> appended = scene.journal();
          try (FileLog one = new FileLog(file);
              FileLog other = new FileLog(file)) {
            for (int i = 0; i < 300; i++) {
              append(one, "log 1 line " + i + " " + "-".repeat(i % 97), appended);
              append(other, "log 2 line " + i + " " + "=".repeat(i % 89), appended);
            }
          }
          expectAll(scene, file, appended);
        });
  }

  /** What only a weak reference leads to is gone when the second log is made. */
  private static void afterACollection(Scene scene) throws Exception {
    withFile(
        file -> {
          Journal<Appended> appended = scene.journal();
          FileLog one = new FileLog(file);
          System.gc();
          FileLog other = new FileLog(file);
          for (int i = 1; i <= 2; i++) {
            writer(scene, "writer " + i + " of log 1", one, 6, true, appended);
            writer(scene, "writer " + i + " of log 2", other, 6, true, appended);
          }
          scene.play();
          one.close();
          other.close();
          expectAll(scene, file, appended);
        });
  }

  private static void atTheSameTime(Scene scene) throws Exception {
    withFile(
        file -> {
          int times = scene.scale(2, 30);
          Journal<Appended> appended = scene.journal();
          FileLog one = new FileLog(file);
          FileLog other = new FileLog(file);
          for (int i = 1; i <= scene.scale(1, 3); i++) {
            writer(scene, "writer " + i + " of log 1", one, times, false, appended);
            writer(scene, "writer " + i + " of log 2", other, times, false, appended);
          }
          scene.play();
          one.close();
          other.close();
          expectAll(scene, file, appended);
        });
  }

  private static void longAtTheSameTime(Scene scene) throws Exception {
    withFile(
        file -> {
          Journal<Appended> appended = scene.journal();
          List<FileLog> logs = List.of(new FileLog(file), new FileLog(file), new FileLog(file));
          for (int i = 0; i < logs.size(); i++) {
            writer(scene, "writer of log " + (i + 1), logs.get(i), 6, true, appended);
          }
          scene.play();
          for (FileLog log : logs) {
            log.close();
          }
          expectAll(scene, file, appended);
        });
  }

  private static void differentlySpelled(Scene scene) throws Exception {
    withFile(
        file -> {
          Path folder = Files.createDirectory(file.resolveSibling("sub"));
          Path detour = folder.resolve("..").resolve(".").resolve(file.getFileName());
          Journal<Appended> appended = scene.journal();
          FileLog one = new FileLog(file);
          FileLog other = new FileLog(detour);
          FileLog third = new FileLog(relative(file));
          writer(scene, "writer of log.txt", one, 6, true, appended);
          writer(scene, "writer of sub/.././log.txt", other, 6, true, appended);
          writer(scene, "writer of a relative path to log.txt", third, 6, true, appended);
          scene.play();
          for (int i = 0; i < 200; i++) {
            append(one, "log 1 line " + i + " " + "-".repeat(i % 97), appended);
            append(other, "log 2 line " + i + " " + "=".repeat(i % 89), appended);
            append(third, "log 3 line " + i + " " + "+".repeat(i % 83), appended);
          }
          one.close();
          other.close();
          third.close();
          expectAll(scene, file, appended);
        });
  }

  private static Path relative(Path file) {
    try {
      return Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
    } catch (IllegalArgumentException anotherDrive) {
      return file;
    }
  }

  // Closing.

  private static void theOtherGoesOn(Scene scene) throws Exception {
    withFile(
        file -> {
          FileLog one = new FileLog(file);
          FileLog other = new FileLog(file);
          one.append("through one");
          one.close();
          stillOpen(scene, other, "through the other");
          expectRefused(scene, one);
          FileLog third = new FileLog(file);
          other.close();
          stillOpen(scene, third, "through a third");
          third.close();
          expectLines(scene, file, List.of("through one", "through the other", "through a third"));
        });
  }

  private static void closedTwice(Scene scene) throws Exception {
    withFile(
        file -> {
          FileLog one = new FileLog(file);
          FileLog other = new FileLog(file);
          FileLog third = new FileLog(file);
          one.append("through one");
          one.close();
          for (int i = 0; i < 2; i++) {
            closeAnyhow(one);
          }
          stillOpen(scene, other, "through the other");
          other.close();
          stillOpen(scene, third, "through the third");
          third.close();
          expectLines(
              scene, file, List.of("through one", "through the other", "through the third"));
        });
  }

  /** Two threads close one and the same log, which is still only one. */
  private static void closedByTwo(Scene scene) throws Exception {
    withFile(
        file -> {
          List<FileLog> logs = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            logs.add(new FileLog(file));
          }
          FileLog other = new FileLog(file);
          for (String name : List.of("first closer", "second closer")) {
            scene.actor(
                name,
                () -> {
                  for (FileLog log : logs) {
                    closeAnyhow(log);
                  }
                });
          }
          scene.play();
          stillOpen(scene, other, "through the other");
          other.close();
          expectLines(scene, file, List.of("through the other"));
        });
  }

  /** Nobody promises what the second close() says; only that it is about this log alone. */
  private static void closeAnyhow(FileLog log) {
    try {
      log.close();
    } catch (IOException e) {
      // It was the second.
    }
  }

  private static void stillOpen(Scene scene, FileLog log, String line) {
    try {
      log.append(line);
    } catch (IOException e) {
      throw scene.fail(Kind.WRONG_RESULT, CLOSED_FOR_OTHERS, e);
    }
  }

  private static void openAndClose(Scene scene) throws Exception {
    withFile(
        file -> {
          Journal<Appended> appended = scene.journal();
          // Only two: the more there are, the seldomer is one of them the last.
          for (int i = 1; i <= 2; i++) {
            String name = "writer " + i;
            scene.actor(
                name,
                () -> {
                  for (int turn = 0; turn < 12; turn++) {
                    try (FileLog log = new FileLog(file)) {
                      append(log, name + " turn " + turn, appended);
                      append(log, name + " turn " + turn + " once more", appended);
                    }
                  }
                });
          }
          scene.play();
          expectAll(scene, file, appended);
        });
  }

  /**
   * The last log on a file is closed at the very moment in which another one is opened. On three
   * files at once, as what can go wrong there seldom does.
   */
  private static void handOver(Scene scene) throws Exception {
    withFile(
        first -> {
          Map<Path, Journal<Appended>> files = new LinkedHashMap<>();
          for (int i = 1; i <= 3; i++) {
            Path file = i == 1 ? first : first.resolveSibling("log" + i + ".txt");
            files.put(file, handOver(scene, file, i == 1 ? "" : " on file " + i));
          }
          scene.play();
          for (Map.Entry<Path, Journal<Appended>> each : files.entrySet()) {
            expectAll(scene, each.getKey(), each.getValue());
          }
        });
  }

  private static Journal<Appended> handOver(Scene scene, Path file, String where) {
    int turns = 12;
    Journal<Appended> appended = scene.journal();
    List<Gate> open = gates(scene, turns, "A log is never opened.");
    List<Gate> over = gates(scene, turns, "A log is never closed.");
    scene.actor(
        "one" + where,
        () -> {
          for (int turn = 0; turn < turns; turn++) {
            FileLog log = new FileLog(file);
            append(log, "one, turn " + turn, appended);
            open.get(turn).pass();
            log.close();
            over.get(turn).pass();
          }
        });
    scene.actor(
        "the next" + where,
        () -> {
          for (int turn = 0; turn < turns; turn++) {
            open.get(turn).pass();
            try (FileLog log = new FileLog(file)) {
              append(log, "the next, turn " + turn, appended);
            }
            over.get(turn).pass();
          }
        });
    return appended;
  }

  private static List<Gate> gates(Scene scene, int count, String message) {
    return Stream.generate(() -> scene.gate(2, Kind.STUCK, message)).limit(count).toList();
  }

  /**
   * A line is refused, or it is in the file. Closing is over in no time, so that it is tried with
   * several logs, one after the other.
   */
  private static void closeAnyTime(Scene scene) throws Exception {
    for (int i = 0; i < scene.scale(1, 6); i++) {
      closeOne(scene, i == 0 ? "" : " of attempt " + (i + 1));
    }
  }

  private static void closeOne(Scene scene, String ofWhich) throws Exception {
    withFile(
        file -> {
          int times = scene.scale(1, 10);
          int writers = scene.scale(1, 4);
          Journal<Appended> appended = scene.journal();
          Journal<Appended> refused = scene.journal();
          Gate begun = scene.gate(writers + 1, Kind.STUCK, "append() never returns.");
          FileLog log = new FileLog(file);
          for (int i = 1; i <= writers; i++) {
            String name = "writer " + i + ofWhich;
            scene.actor(
                name,
                () -> {
                  append(log, name + " begins", appended);
                  begun.pass();
                  for (int turn = 0; turn < times; turn++) {
                    String line = name + " line " + turn;
                    try {
                      append(log, line, appended);
                    } catch (IOException e) {
                      refused.add(new Appended(line));
                    }
                  }
                });
          }
          scene.actor(
              "closer" + ofWhich,
              () -> {
                begun.pass();
                log.close();
              });
          scene.play();
          expectAll(scene, file, appended, refused);
        });
  }

  // Help.

  private static String longLine(String begin) {
    return begin + " " + ".".repeat(LONG) + " end of " + begin;
  }

  private static void append(FileLog log, String line, Journal<Appended> appended)
      throws IOException {
    log.append(line);
    appended.add(new Appended(line));
  }

  private static void writer(
      Scene scene,
      String name,
      FileLog log,
      int times,
      boolean longLines,
      Journal<Appended> appended) {
    scene.actor(
        name,
        () -> {
          for (int turn = 0; turn < times; turn++) {
            String line = name + " line " + turn;
            append(log, longLines ? longLine(line) : line, appended);
          }
        });
  }

  private static List<String> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
  }

  private static void expectLines(Scene scene, Path file, List<String> expected)
      throws IOException {
    List<String> lines = read(file);
    for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
      String right = expected.get(i);
      String actual = lines.get(i);
      int from = same(right, actual);
      scene.expect(
          actual.equals(right),
          Kind.WRONG_RESULT,
          ANOTHER_LINE,
          i + 1,
          shortened(right, from),
          shortened(actual, from));
    }
    scene.expect(
        lines.size() == expected.size(),
        Kind.WRONG_RESULT,
        ANOTHER_LENGTH,
        expected.size(),
        lines.size());
  }

  private static void expectAll(Scene scene, Path file, Journal<Appended> appended)
      throws IOException {
    expectAll(scene, file, appended, scene.journal());
  }

  /** Each line once, nothing else; those that were refused may be there, whole. */
  private static void expectAll(
      Scene scene, Path file, Journal<Appended> appended, Journal<Appended> refused)
      throws IOException {
    List<String> lines = read(file);
    Set<String> missing = new HashSet<>();
    appended.entries().forEach(each -> missing.add(each.line));
    Set<String> optional = new HashSet<>();
    refused.entries().forEach(each -> optional.add(each.line));
    Set<String> known = new HashSet<>(missing);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (missing.remove(line) || optional.remove(line)) {
        continue;
      }
      throw scene.fail(
          Kind.WRONG_RESULT, known.contains(line) ? TWICE : INVENTED, i + 1, shortened(line));
    }
    if (!missing.isEmpty()) {
      List<String> lost = new ArrayList<>(missing);
      lost.sort(null);
      throw scene.fail(Kind.WRONG_RESULT, MISSING, lost.size(), shortened(lost.get(0)));
    }
    expectTurns(scene, lines);
  }

  /** What one thread appends through one log comes in its order. */
  private static void expectTurns(Scene scene, List<String> lines) {
    List<String> seen = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf(" line ");
      if (at < 0) {
        continue;
      }
      String writer = line.substring(0, at);
      int end = line.indexOf(' ', at + 6);
      int turn = Integer.parseInt(line.substring(at + 6, end < 0 ? line.length() : end));
      int index = seen.indexOf(writer);
      if (index < 0) {
        seen.add(writer);
        last.add(turn);
        continue;
      }
      scene.expect(
          turn > last.get(index),
          Kind.WRONG_RESULT,
          "%s appended its line %d before its line %d, but in the file it is the other way round.",
          writer,
          turn,
          last.get(index));
      last.set(index, turn);
    }
  }

  /** A place shortly before the first difference of two long texts. */
  private static int same(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    int from = Math.max(0, same - 10);
    return from > 0 && Character.isLowSurrogate(one.charAt(from)) ? from - 1 : from;
  }

  /** The text, or what it is like from there on if it is long. */
  private static String shortened(String line, int from) {
    if (from <= 20) {
      return shortened(line);
    }
    String rest = line.substring(from);
    return "…"
        + rest.substring(
            0, rest.offsetByCodePoints(0, Math.min(20, rest.codePointCount(0, rest.length()))));
  }

  private static String shortened(String line) {
    return line.length() <= 60
        ? line
        : line.substring(0, 40) + "…" + line.substring(line.length() - 18);
  }
}
