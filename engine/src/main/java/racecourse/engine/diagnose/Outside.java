package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Kind;

/**
 * The misconceptions about files and processes. No schedule shows them; the check's sentence and
 * the code do.
 */
final class Outside {
  private static final Pattern LINE =
      Pattern.compile("Line \\d+ of the file should be \"(.*)\", but it is \"(.*)\"");

  private Outside() {}

  private static boolean uses(Case c, String field) {
    return c.code.ops().anyMatch(op -> op.what() == Op.What.GET && op.name().equals(field));
  }

  private static boolean calls(Case c, String... names) {
    return c.code
        .ops()
        .anyMatch(
            op ->
                op.calls(names)
                    || op.what() == Op.What.LAMBDA && List.of(names).contains(op.name()));
  }

  /** A letter came out as a question mark, and the code asks for a charset that has no such one. */
  static @Nullable Diagnosis charset(Case c) {
    Matcher line = LINE.matcher(c.finding.message());
    boolean lost =
        c.is(Kind.WRONG_RESULT)
            && line.find()
            && line.group(1).length() == line.group(2).length()
            && line.group(1).replaceAll("[^ -~]", "?").equals(line.group(2))
            && line.group(2).contains("?");
    return lost && (uses(c, "US_ASCII") || uses(c, "ISO_8859_1"))
        ? new Diagnosis(
            "wrong-charset",
            "The code writes in a charset that does not have every letter.",
            -1,
            "")
        : null;
  }

  /** The file is opened with options that do not fit what is there. */
  static @Nullable Diagnosis options(Case c) {
    boolean missing = c.is(Kind.EXCEPTION) && c.says("NoSuchFileException") && !uses(c, "CREATE");
    boolean there = c.is(Kind.EXCEPTION) && c.says("FileAlreadyExistsException");
    if (missing && uses(c, "APPEND")) {
      return new Diagnosis(
          "open-options", "APPEND alone wants a file that is there; nothing says CREATE.", -1, "");
    }
    if (there && uses(c, "CREATE_NEW")) {
      return new Diagnosis("open-options", "CREATE_NEW wants a file that is not there.", -1, "");
    }
    Matcher line = LINE.matcher(c.finding.message());
    if (!c.is(Kind.WRONG_RESULT)
        || !line.find()
        || !line.group(1).equals("was here")
        || uses(c, "APPEND")) {
      return null;
    }
    boolean appends =
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.calls("<init>")
                        && Set.of("java/io/FileWriter", "java/io/FileOutputStream")
                            .contains(op.owner())
                        && op.desc().contains("Z"));
    if (appends || calls(c, "readAllLines", "readString", "readAllBytes", "seek", "position")) {
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
  static @Nullable Diagnosis emptyLine(Case c) {
    Matcher line = LINE.matcher(c.finding.message());
    Op test =
        c.code
            .ops()
            .filter(op -> op.calls("isEmpty", "isBlank") && op.owner().equals("java/lang/String"))
            .findFirst()
            .orElse(null);
    return c.is(Kind.WRONG_RESULT) && line.find() && line.group(1).isEmpty() && test != null
        ? new Diagnosis(
            "message-as-marker",
            "Line %d takes an empty line for none.".formatted(test.line()),
            -1,
            "")
        : null;
  }

  /** Two lines have become one, and nothing in the code ends a line. */
  static @Nullable Diagnosis noLineEnd(Case c) {
    Matcher line = LINE.matcher(c.finding.message());
    boolean joined =
        c.is(Kind.WRONG_RESULT)
            && line.find()
            && !line.group(1).isEmpty()
            && line.group(2).startsWith(line.group(1))
            && line.group(2).length() > line.group(1).length();
    boolean ends =
        calls(c, "newLine", "println", "lineSeparator")
            || c.code
                .ops()
                .flatMap(op -> op.args().stream())
                .anyMatch(arg -> arg.text().contains("\n") || arg.text().equals("10"));
    return joined && !ends && !dynamic(c)
        ? new Diagnosis("no-line-end", "Nothing in this code ends a line.", -1, "")
        : null;
  }

  /** Whether strings are put together in a way that this reading of the code does not see. */
  private static boolean dynamic(Case c) {
    return c.code.ops().anyMatch(op -> op.calls("makeConcatWithConstants", "formatted", "format"));
  }

  /** The JVM's own exceptions that say what is wrong. */
  static @Nullable Diagnosis exceptions(Case c) {
    if (!c.is(Kind.EXCEPTION)) {
      return null;
    }
    if (c.says("OverlappingFileLockException")) {
      return new Diagnosis(
          "lock-for-processes",
          "Line %d asks for a lock that another thread of this JVM holds."
              .formatted(c.finding.line()),
          -1,
          "");
    }
    if (c.says("BufferOverflowException")) {
      return new Diagnosis(
          "fixed-buffer",
          "In line %d more comes than the buffer has room for.".formatted(c.finding.line()),
          -1,
          "");
    }
    return null;
  }

  /** The file is to be there as soon as the object is, and the constructor opens nothing. */
  static @Nullable Diagnosis lazy(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("nothing was appended, but the file was not created")) {
      return null;
    }
    boolean opens =
        c.code.bodies().stream()
            .filter(body -> body.name.equals("<init>"))
            .flatMap(body -> c.code.deep(body).stream())
            .anyMatch(
                op ->
                    op.calls("open", "newBufferedWriter", "newOutputStream", "createFile", "write")
                        || op.calls("<init>")
                            && op.owner().startsWith("java/io/")
                            && !op.owner().endsWith("Exception"));
    return opens ? null : new Diagnosis("lazy", "The constructor does not touch the file.", -1, "");
  }

  /** Two objects write one file, and nothing in the class is shared by them. */
  static @Nullable Diagnosis twoObjects(Case c) {
    boolean mixed =
        c.is(Kind.WRONG_RESULT)
            && (c.says("nobody has appended such a line") || c.says("are not in the file"))
            && Pattern.compile("of log \\d|of (sub|log\\.txt)|log(log)? \\d line")
                .matcher(c.finding.message())
                .find();
    boolean shared =
        c.code
            .fields()
            .anyMatch(
                field ->
                    field.isStatic()
                        && !field.isPrimitive()
                        && !field.desc().equals("Ljava/lang/String;")
                        && !field.desc().startsWith("[")
                        && !field.desc().contains("Charset"));
    boolean global =
        c.code.ops().anyMatch(op -> op.calls("intern") || op.receiver().endsWith(".class"));
    return mixed && !shared && !global
        ? new Diagnosis(
            "two-objects-one-file",
            "Each object has a lock of its own, and the file is one.",
            -1,
            "")
        : null;
  }

  /** A map is to know the file by its path, and takes each spelling for another file. */
  static @Nullable Diagnosis spelling(Case c) {
    boolean two =
        c.is(Kind.WRONG_RESULT) && c.says("/../") && c.says("nobody has appended such a line");
    boolean map =
        c.code.fields().anyMatch(field -> field.isStatic() && field.desc().endsWith("Map;"));
    return two
            && map
            && !calls(c, "toRealPath", "normalize", "getCanonicalPath", "getCanonicalFile")
        ? new Diagnosis(
            "two-objects-one-file", "Two spellings of one path are two keys of the map.", -1, "")
        : null;
  }

  /** A closed writer has to say so, and a PrintWriter or PrintStream never says anything. */
  static @Nullable Diagnosis printsSilently(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("is closed", "has to throw an IOException, but it returned normally")) {
      return null;
    }
    Op print =
        c.code
            .ops()
            .filter(
                op ->
                    op.calls("println", "print", "write", "append")
                        && Set.of("java/io/PrintWriter", "java/io/PrintStream")
                            .contains(op.owner()))
            .findFirst()
            .orElse(null);
    boolean flag = c.code.fields().anyMatch(field -> field.desc().equals("Z"));
    if (print != null && !calls(c, "checkError") && !flag) {
      return new Diagnosis(
          "exception-swallowed",
          "Line %d prints, and what fails there nobody hears of.".formatted(print.line()),
          -1,
          "");
    }
    Body close =
        c.code.bodies().stream().filter(body -> body.name.equals("close")).findFirst().orElse(null);
    Body append =
        c.code.bodies().stream()
            .filter(body -> body.name.equals("append"))
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
        && c.code.deep(append).stream()
            .noneMatch(op -> op.what() == Op.What.GET && op.name().equals(raised.name()))) {
      return new Diagnosis(
          "accepts-after-close",
          "Line %d writes down that it is closed, and append() does not look."
              .formatted(raised.line()),
          -1,
          "");
    }
    return close != null && !flag && close.ops.stream().allMatch(op -> op.what() == Op.What.RETURN)
        ? new Diagnosis("accepts-after-close", "close() does nothing at all.", -1, "")
        : null;
  }

  /** What was written stays in a buffer: nothing in the code flushes it or closes its writer. */
  static @Nullable Diagnosis neverFlushed(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("The file should have ", "but it has 0.")) {
      return null;
    }
    boolean buffered =
        c.code
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
        c.code
            .ops()
            .anyMatch(
                op ->
                    op.calls("flush", "close")
                        && (op.owner().endsWith("Writer") || op.owner().contains("Buffered")));
    return buffered && !emptied && !calls(c, "take", "poll")
        ? new Diagnosis(
            "drops-at-close", "Nothing in this code flushes or closes the writer.", -1, "")
        : null;
  }

  /** Two threads that wait, in the JVM's words, each for the lock of the other. */
  static @Nullable Diagnosis lockCycle(Case c) {
    Matcher cycle =
        Pattern.compile(
                "^(.+?) at \\S+ waits to lock an? (\\S+), which is held by (.+?);"
                    + " (.+?) at \\S+ waits to lock an? (\\S+), which is held by (.+?)\\.$")
            .matcher(c.finding.message());
    return c.is(Kind.DEADLOCK)
            && c.trail.size() == 0
            && cycle.find()
            && cycle.group(1).equals(cycle.group(6))
            && cycle.group(3).equals(cycle.group(4))
        ? new Diagnosis(
            "lock-order",
            "%s holds what %s wants, and the other way round."
                .formatted(cycle.group(1), cycle.group(4)),
            -1,
            "")
        : null;
  }

  /** A lock stays taken after an exception: the only unlock stands behind what throws. */
  static @Nullable Diagnosis keptByAnException(Case c) {
    if (!c.is(Kind.STUCK) || c.trail.size() > 0 || !c.says("to lock a ReentrantLock")) {
      return null;
    }
    for (Op lock : c.code.at(c.finding.file(), c.finding.line())) {
      if (!lock.calls("lock")) {
        continue;
      }
      Body body = lock.body();
      boolean thrown =
          body.ops.stream()
                  .anyMatch(
                      op ->
                          op.what() == Op.What.CALL
                              && op.owner().startsWith("java/io/")
                              && op.held().contains(lock.receiver()))
              || body.ops(Op.What.THROW)
                  .anyMatch(
                      op ->
                          op.index() > lock.index()
                              && op.args().get(0).kind() == Sym.Kind.NEW
                              && op.held().contains(lock.receiver()));
      boolean guarded =
          body.handlers.stream()
              .anyMatch(
                  handler ->
                      handler.type() == null
                          && body.after(handler).anyMatch(op -> op.calls("unlock")));
      if (thrown && !guarded && body.calls("unlock").findAny().isPresent()) {
        return new Diagnosis(
            "no-unlock-on-exception",
            "An exception leaves the method that locks in line %d, and no finally unlocks."
                .formatted(lock.line()),
            -1,
            "");
      }
    }
    return null;
  }

  private static List<Body> commands(Case c) {
    return c.code.bodies().stream()
        .filter(body -> body.calls("waitFor", "onExit").findAny().isPresent())
        .toList();
  }

  /** What the check says of a command, and what the code does with its process. */
  static @Nullable Diagnosis command(Case c) {
    List<Body> bodies = commands(c);
    if (!c.is(Kind.WRONG_RESULT, Kind.EXCEPTION) || bodies.isEmpty()) {
      return null;
    }
    boolean kills = calls(c, "destroy", "destroyForcibly");
    if (c.says("ends by itself in a moment, but the result says that it was killed")
        && !calls(c, "redirectErrorStream", "getErrorStream", "redirectError", "inheritIO")) {
      return new Diagnosis(
          "pipe-full", "Nothing in this code reads what the command says to its errors.", -1, "");
    }
    if (c.says("The command ends with exit code ", "but the result says 0")
        && !calls(c, "exitValue")
        && bodies.stream()
            .flatMap(body -> body.calls("waitFor"))
            .filter(op -> op.args().isEmpty())
            .noneMatch(op -> op.body().ops.stream().anyMatch(each -> each.dependsOn(op.index())))) {
      return new Diagnosis(
          "result-ignored", "Nothing in this code asks for the exit code.", -1, "");
    }
    if (c.says("but the output has 1,")
        && c.code.ops().anyMatch(op -> op.calls("readLine") && op.body().loop(op) == null)) {
      return new Diagnosis("reads-too-little", "One call of readLine() reads one line.", -1, "");
    }
    if (c.says("should have been killed, but it is still alive")) {
      if (!kills) {
        return new Diagnosis("no-kill", "Nothing in this code kills the command.", -1, "");
      }
      boolean always =
          bodies.stream()
              .flatMap(body -> body.calls("waitFor"))
              .allMatch(op -> op.body().onTheWayOut(op, "destroy", "destroyForcibly"));
      return c.says("was interrupted") && !always && bodies.size() == 1 && direct(bodies.get(0))
          ? new Diagnosis(
              "no-finally",
              "An interrupt leaves the method in waitFor(), past the line that kills.",
              -1,
              "")
          : null;
    }
    if (c.says("was interrupted, so it has to get an InterruptedException, but run() returned")
        && bodies.stream()
            .flatMap(body -> body.calls("waitFor", "get", "join"))
            .anyMatch(op -> op.body().catcherOfInterrupt(op) != null)) {
      return new Diagnosis(
          "interrupt-swallowed",
          "The code catches the InterruptedException of its wait, and returns a result.",
          -1,
          "");
    }
    if (c.says("There is no such command, so run() has to throw an IOException, but it returned")
        && c.code.bodies().stream()
            .anyMatch(
                body ->
                    body.calls("start").findAny().isPresent()
                        && body.handlers.stream()
                            .anyMatch(handler -> "java/io/IOException".equals(handler.type())))) {
      return new Diagnosis(
          "exception-swallowed", "The code catches the IOException of start().", -1, "");
    }
    return readsWhen(c, bodies);
  }

  private static boolean direct(Body body) {
    return body.calls("destroy", "destroyForcibly").findAny().isPresent()
        && body.handlers.stream().noneMatch(h -> "java/lang/InterruptedException".equals(h.type()));
  }

  /** Whether the output is read before the wait, or after it, by the one who waits. */
  private static @Nullable Diagnosis readsWhen(Case c, List<Body> bodies) {
    for (Body body : bodies) {
      Op wait = body.calls("waitFor").findFirst().orElse(null);
      Op read =
          body.calls("readAllBytes", "readLine", "readString", "transferTo", "read", "collect")
              .findFirst()
              .orElse(null);
      if (wait == null || read == null) {
        continue;
      }
      if (read.index() < wait.index()
          && c.says(
              "the limit had passed long before, but the result says that it was not killed")) {
        return new Diagnosis(
            "read-has-no-limit",
            "Line %d reads to the end before line %d waits with a limit."
                .formatted(read.line(), wait.line()),
            -1,
            "");
      }
      if (wait.index() < read.index()
          && (c.says("Stream closed") || c.says("but the result says that it was killed"))) {
        return new Diagnosis(
            "pipe-full",
            "Line %d waits for the end, and only line %d reads what the command has to say."
                .formatted(wait.line(), read.line()),
            -1,
            "");
      }
    }
    return null;
  }
}
