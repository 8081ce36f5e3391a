package racecourse.graders;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Torn;
import racecourse.engine.model.Kind;

/** The misconceptions that only the checks of the log can tell. */
final class FileLogMistakes {
  private FileLogMistakes() {}

  static List<Recogniser> all() {
    return Stream.concat(own().stream(), SharedLogMistakes.all().stream()).toList();
  }

  private static List<Recogniser> own() {
    return List.of(
        FileLogMistakes::charset,
        FileLogMistakes::options,
        FileLogMistakes::emptyLine,
        FileLogMistakes::noLineEnd,
        FileLogMistakes::lazy,
        FileLogMistakes::twoObjects,
        FileLogMistakes::spelling,
        FileLogMistakes::printsSilently,
        FileLogMistakes::neverFlushed,
        FileLogMistakes::twoSteps,
        FileLogMistakes::dropsSilently,
        FileLogMistakes::anotherException);
  }

  private static boolean uses(Case c, String field) {
    return c.code().ops().anyMatch(op -> op.what() == Op.What.GET && op.name().equals(field));
  }

  /** A letter came out as a question mark, and the code asks for a charset that has no such one. */
  private static @Nullable Diagnosis charset(Case c) {
    List<String> line = c.filledIn(FileLogGrader.ANOTHER_LINE);
    boolean lost =
        c.is(Kind.WRONG_RESULT)
            && line != null
            && line.get(1).length() == line.get(2).length()
            && line.get(1).replaceAll("[^ -~]", "?").equals(line.get(2))
            && line.get(2).contains("?");
    return lost && (uses(c, "US_ASCII") || uses(c, "ISO_8859_1"))
        ? new Diagnosis(
            "wrong-charset",
            "The code writes in a charset that does not have every letter.",
            -1,
            "")
        : null;
  }

  /** The file is opened with options that do not fit what is there. */
  private static @Nullable Diagnosis options(Case c) {
    boolean missing = c.is(Kind.EXCEPTION) && c.says("NoSuchFileException") && !uses(c, "CREATE");
    boolean there = c.is(Kind.EXCEPTION) && c.says("FileAlreadyExistsException");
    if (missing && uses(c, "APPEND")) {
      return new Diagnosis(
          "open-options", "APPEND alone wants a file that is there; nothing says CREATE.", -1, "");
    }
    if (there && uses(c, "CREATE_NEW")) {
      return new Diagnosis("open-options", "CREATE_NEW wants a file that is not there.", -1, "");
    }
    List<String> line = c.filledIn(FileLogGrader.ANOTHER_LINE);
    if (!c.is(Kind.WRONG_RESULT)
        || line == null
        || !line.get(1).equals("was here")
        || uses(c, "APPEND")) {
      return null;
    }
    boolean appends =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("<init>")
                        && Set.of("java/io/FileWriter", "java/io/FileOutputStream")
                            .contains(op.owner())
                        && op.desc().contains("Z"));
    if (appends
        || c.code().calls("readAllLines", "readString", "readAllBytes", "seek", "position")) {
      return null;
    }
    boolean write = uses(c, "WRITE") && !uses(c, "TRUNCATE_EXISTING");
    return new Diagnosis(
        write ? "open-options" : "truncates",
        write
            ? "Without APPEND what is written begins at the beginning of the file."
            : "Without APPEND opening the file empties it.",
        -1,
        "");
  }

  /** An empty line is left out, and the code tests for one. */
  private static @Nullable Diagnosis emptyLine(Case c) {
    List<String> line = c.filledIn(FileLogGrader.ANOTHER_LINE);
    Op test =
        c.code()
            .ops()
            .filter(op -> op.calls("isEmpty", "isBlank") && op.owner().equals("java/lang/String"))
            .findFirst()
            .orElse(null);
    return c.is(Kind.WRONG_RESULT) && line != null && line.get(1).isEmpty() && test != null
        ? new Diagnosis(
            "message-as-marker",
            "Line %d takes an empty line for none.".formatted(test.line()),
            -1,
            "")
        : null;
  }

  /** Two lines have become one, and nothing in the code ends a line. */
  private static @Nullable Diagnosis noLineEnd(Case c) {
    List<String> line = c.filledIn(FileLogGrader.ANOTHER_LINE);
    boolean joined =
        c.is(Kind.WRONG_RESULT)
            && line != null
            && !line.get(1).isEmpty()
            && line.get(2).startsWith(line.get(1))
            && line.get(2).length() > line.get(1).length();
    boolean ends =
        c.code().calls("newLine", "println", "lineSeparator")
            || c.code()
                .ops()
                .flatMap(op -> op.args().stream())
                .anyMatch(arg -> arg.text().contains("\n") || arg.text().equals("10"));
    return joined && !ends && !dynamic(c)
        ? new Diagnosis("no-line-end", "Nothing in this code ends a line.", -1, "")
        : null;
  }

  /** Whether strings are put together in a way that this reading of the code does not see. */
  private static boolean dynamic(Case c) {
    return c.code()
        .ops()
        .anyMatch(op -> op.calls("makeConcatWithConstants", "formatted", "format"));
  }

  /** The file is to be there as soon as the object is, and the constructor opens nothing. */
  private static @Nullable Diagnosis lazy(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("nothing was appended, but the file was not created")) {
      return null;
    }
    boolean opens =
        c.code().bodies().stream()
            .filter(body -> body.name().equals("<init>"))
            .flatMap(body -> c.code().deep(body).stream())
            .anyMatch(
                op ->
                    op.calls("open", "newBufferedWriter", "newOutputStream", "createFile", "write")
                        || op.calls("<init>")
                            && op.owner().startsWith("java/io/")
                            && !op.owner().endsWith("Exception"));
    return opens ? null : new Diagnosis("lazy", "The constructor does not touch the file.", -1, "");
  }

  /** Two objects write one file, and nothing in the class is shared by them. */
  private static @Nullable Diagnosis twoObjects(Case c) {
    boolean mixed =
        c.is(Kind.WRONG_RESULT)
            && (c.follows(FileLogGrader.INVENTED) || c.follows(FileLogGrader.MISSING))
            && Pattern.compile("of log \\d|of (sub|log\\.txt)|log(log)? \\d line")
                .matcher(c.finding().message())
                .find();
    return mixed && !shares(c)
        ? new Diagnosis(
            "two-objects-one-file",
            "Each object has a lock of its own, and the file is one.",
            -1,
            "")
        : null;
  }

  /** Whether there is anything that all objects of the class share. */
  static boolean shares(Case c) {
    return c.code()
            .fields()
            .anyMatch(
                field ->
                    field.isStatic()
                        && !field.isPrimitive()
                        && !field.desc().equals("Ljava/lang/String;")
                        && !field.desc().startsWith("[")
                        && !field.desc().contains("Charset"))
        || c.code().ops().anyMatch(op -> op.calls("intern") || op.receiver().endsWith(".class"));
  }

  /** A map is to know the file by its path, and takes each spelling for another file. */
  private static @Nullable Diagnosis spelling(Case c) {
    boolean two = c.is(Kind.WRONG_RESULT) && c.says("/../") && c.follows(FileLogGrader.INVENTED);
    boolean map =
        c.code().fields().anyMatch(field -> field.isStatic() && field.desc().endsWith("Map;"));
    return two
            && map
            && !c.code().calls("toRealPath", "normalize", "getCanonicalPath", "getCanonicalFile")
        ? new Diagnosis(
            "two-objects-one-file", "Two spellings of one path are two keys of the map.", -1, "")
        : null;
  }

  /** A closed writer has to say so, and a PrintWriter or PrintStream never says anything. */
  private static @Nullable Diagnosis printsSilently(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(FileLogGrader.TAKES_MORE)) {
      return null;
    }
    Op print =
        c.code()
            .ops()
            .filter(
                op ->
                    op.calls("println", "print", "write", "append")
                        && Set.of("java/io/PrintWriter", "java/io/PrintStream")
                            .contains(op.owner()))
            .findFirst()
            .orElse(null);
    boolean flag = c.code().fields().anyMatch(field -> field.desc().equals("Z"));
    if (print != null && !c.code().calls("checkError") && !flag) {
      return new Diagnosis(
          "exception-swallowed",
          "Line %d prints, and what fails there nobody hears of.".formatted(print.line()),
          -1,
          "");
    }
    Body close =
        c.code().bodies().stream()
            .filter(body -> body.name().equals("close"))
            .findFirst()
            .orElse(null);
    Body append =
        c.code().bodies().stream()
            .filter(body -> body.name().equals("append"))
            .findFirst()
            .orElse(null);
    Op raised =
        close == null
            ? null
            : close
                .ops(Op.What.PUT)
                .filter(op -> op.desc().equals("Z") && op.args().get(0).text().equals("1"))
                .findFirst()
                .orElse(null);
    if (raised != null
        && close != null
        && append != null
        && close.calls("close").findAny().isEmpty()
        && c.code().deep(append).stream()
            .noneMatch(op -> op.what() == Op.What.GET && op.name().equals(raised.name()))) {
      return new Diagnosis(
          "accepts-after-close",
          "Line %d writes down that it is closed, and append() does not look."
              .formatted(raised.line()),
          -1,
          "");
    }
    return close != null
            && !flag
            && close.ops().stream().allMatch(op -> op.what() == Op.What.RETURN)
        ? new Diagnosis("accepts-after-close", "close() does nothing at all.", -1, "")
        : null;
  }

  /** What was written stays in a buffer: nothing in the code flushes it or closes its writer. */
  private static @Nullable Diagnosis neverFlushed(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("but it has 0.")
        || !c.follows(FileLogGrader.ANOTHER_LENGTH)) {
      return null;
    }
    boolean buffered =
        c.code()
            .fields()
            .anyMatch(
                field ->
                    Set.of(
                            "Ljava/io/BufferedWriter;",
                            "Ljava/io/BufferedOutputStream;",
                            "Ljava/io/Writer;",
                            "Ljava/io/PrintWriter;")
                        .contains(field.desc()));
    boolean emptied =
        c.code()
            .ops()
            .anyMatch(
                op ->
                    op.calls("flush", "close")
                        && (op.owner().endsWith("Writer") || op.owner().contains("Buffered")));
    return buffered && !emptied && !c.code().calls("take", "poll")
        ? new Diagnosis(
            "drops-at-close", "Nothing in this code flushes or closes the writer.", -1, "")
        : null;
  }

  /** Two things that belong together are put in or written one after the other, with no lock. */
  private static @Nullable Diagnosis twoSteps(Case c) {
    Body body = c.code().named("append");
    return c.is(Kind.WRONG_RESULT)
            && c.follows(FileLogGrader.INVENTED)
            && !c.says("log")
            && body != null
        ? Torn.twoSteps(body, "write", "newLine")
        : null;
  }

  /** What comes too late is dropped without a word: the flag is tested, and the method returns. */
  private static @Nullable Diagnosis dropsSilently(Case c) {
    Body append = c.code().named("append");
    boolean asked = c.follows(FileLogGrader.TAKES_MORE);
    if (!c.is(Kind.WRONG_RESULT) || !asked || append == null) {
      return null;
    }
    for (Op test : append.ops(Op.What.IF).toList()) {
      boolean asks =
          append
              .ops(Op.What.GET)
              .filter(get -> test.args().size() == 1 && test.dependsOn(get.index()))
              .anyMatch(get -> get.desc().equals("Z") && raisedByClose(c, get));
      Op leaves = leaves(test, test.index() + 1);
      Op jumps = leaves(test, test.target());
      if (asks && (leaves != null || jumps != null)) {
        return new Diagnosis(
            "closed-means-nothing",
            "Line %d lets append() return as if the line had been written.".formatted(test.line()),
            -1,
            "");
      }
    }
    return null;
  }

  private static boolean raisedByClose(Case c, Op get) {
    return c.code().bodies().stream()
        .filter(body -> body.name().equals("close"))
        .flatMap(body -> c.code().deep(body).stream())
        .anyMatch(op -> op.what() == Op.What.PUT && op.name().equals(get.name()));
  }

  /** The return that comes next, unless something else than giving a lock back comes before. */
  private static @Nullable Op leaves(Op test, int from) {
    for (Op op : test.body().ops()) {
      if (op.index() < from
          || op.what() == Op.What.EXIT
          || op.what() == Op.What.GET
          || op.calls("unlock", "release", "writeLock", "readLock")) {
        continue;
      }
      return op.what() == Op.What.RETURN ? op : null;
    }
    return null;
  }

  /** append() refuses what comes too late, with another exception than it promises. */
  private static @Nullable Diagnosis anotherException(Case c) {
    return c.is(Kind.WRONG_RESULT) ? Thrown.another(c, FileLogGrader.ANOTHER_EXCEPTION) : null;
  }
}
