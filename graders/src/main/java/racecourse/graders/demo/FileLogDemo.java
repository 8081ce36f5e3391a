package racecourse.graders.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import racecourse.filelog.FileLog;

/** Guests who write into one book, and a cook with a log of his own. */
final class FileLogDemo implements Demo {
  private static final int LINES = 300;

  @Override
  public String title() {
    return "One file, many writers";
  }

  @Override
  public void play(Stage stage) throws Exception {
    Path folder = Files.createTempDirectory("racecourse-demo");
    Path file = folder.resolve("book.txt");

    stage.scene("Four guests write " + LINES + " lines each, through one log.");
    FileLog book = new FileLog(file);
    List<Thread> threads = new ArrayList<>();
    for (String guest : List.of("Anna", "Ole", "Maria", "Per")) {
      threads.add(stage.start(guest, () -> write(stage, book, 1)));
    }
    Stage.joinAll(threads);
    book.close();
    compare(stage, file, List.of("Anna", "Ole", "Maria", "Per"), 1);

    stage.scene("Anna and the cook have a log each, on the same file, and write long lines.");
    Files.deleteIfExists(file);
    FileLog hers = new FileLog(file);
    FileLog his = new FileLog(folder.resolve(".").resolve("book.txt"));
    threads.clear();
    threads.add(stage.start("Anna", () -> write(stage, hers, 400)));
    threads.add(stage.start("cook", () -> write(stage, his, 400)));
    Stage.joinAll(threads);
    hers.close();
    stage.say("has closed one of the two logs");
    try {
      his.append("cook: the end");
      stage.say("appends one more line to the other");
    } catch (IOException e) {
      stage.wrong("the other log throws " + Stage.fault(e));
    }
    his.close();
    compare(stage, file, List.of("Anna", "cook"), 400);

    stage.scene("A line that comes too late.");
    try {
      hers.append("Anna: one more thing");
      stage.promised(false, "", "append says nothing, though the log is closed.");
    } catch (IOException e) {
      stage.promised(true, "append throws " + Stage.fault(e) + ".", "");
    }
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }

  private static void write(Stage stage, FileLog log, int times) throws IOException {
    String name = Thread.currentThread().getName();
    stage.say("begins to write");
    for (int i = 0; i < LINES; i++) {
      log.append(line(name, i, times));
    }
    stage.say("has written " + LINES + " lines");
  }

  private static String line(String name, int number, int times) {
    return name + ": line " + number + ", best wishes".repeat(times);
  }

  private static void compare(Stage stage, Path file, List<String> names, int times)
      throws IOException {
    Set<String> expected = new HashSet<>();
    for (String name : names) {
      for (int i = 0; i < LINES; i++) {
        expected.add(line(name, i, times));
      }
    }
    int all = expected.size();
    int odd = 0;
    String example = "";
    for (String line : Files.readAllLines(file)) {
      if (!expected.remove(line) && !line.equals("cook: the end")) {
        odd++;
        example = line;
      }
    }
    if (odd > 0) {
      stage.say("a line in the file: " + example.substring(0, Math.min(60, example.length())));
    }
    stage.promised(
        odd == 0 && expected.isEmpty(),
        "All " + all + " lines are in the file, each one whole.",
        expected.size() + " lines are not in the file, and " + odd + " are that nobody wrote.");
  }
}
