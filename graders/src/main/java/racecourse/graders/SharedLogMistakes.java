package racecourse.graders;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.model.Kind;

/** What goes wrong in a log between its threads, and between the logs on one file. */
final class SharedLogMistakes {
  private static final String[] PUTS = {"add", "addLast", "offer", "offerLast", "put"};
  private static final String[] WRITES = {
    "append", "newLine", "print", "println", "write", "writeByte", "writeBytes", "writeString"
  };
  private static final Set<String> FOR_ONE_THREAD =
      Set.of("ArrayDeque", "ArrayList", "LinkedList", "StringBuilder");

  private SharedLogMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        SharedLogMistakes::closedForOthers,
        SharedLogMistakes::handedOutClosed,
        SharedLogMistakes::mapWithoutLock,
        SharedLogMistakes::noJoin,
        SharedLogMistakes::notDrained,
        SharedLogMistakes::behindTheEnd,
        SharedLogMistakes::onlyAppendLocks,
        SharedLogMistakes::notThreadSafe,
        SharedLogMistakes::asksForTheEnd,
        SharedLogMistakes::allAnew,
        SharedLogMistakes::ofEachThread,
        SharedLogMistakes::bufferOfEach,
        SharedLogMistakes::oncePositioned);
  }

  /** The exception is one that the platform makes, of something that has been closed. */
  private static boolean closedBelow(Case c) {
    boolean own =
        c.code().ops().flatMap(op -> op.args().stream()).anyMatch(arg -> streamClosed(arg.text()));
    return streamClosed(c.finding().message()) && !own
        || c.says("ClosedChannelException")
            && c.code().ops().noneMatch(op -> op.makes("java/nio/channels/ClosedChannelException"));
  }

  private static boolean streamClosed(String text) {
    return text.toLowerCase(Locale.ROOT).contains("stream closed");
  }

  /** One log has been closed, and with it what the other one writes to. */
  private static @Nullable Diagnosis closedForOthers(Case c) {
    return c.is(Kind.WRONG_RESULT)
            && c.follows(FileLogGrader.CLOSED_FOR_OTHERS)
            && closedBelow(c)
            && c.code().fields().anyMatch(field -> field.isStatic() && !field.isPrimitive())
        ? new Diagnosis(
            "shared-resource-closed", "Both logs write to what one of them has closed.", -1, "")
        : null;
  }

  /** What was closed is still in the map that knows what is open. */
  private static @Nullable Diagnosis handedOutClosed(Case c) {
    boolean closed = c.is(Kind.EXCEPTION) && c.fails("appends-to-the-file") && closedBelow(c);
    boolean map =
        c.code().fields().anyMatch(field -> field.isStatic() && field.desc().endsWith("Map;"));
    return closed
            && map
            && !c.code().calls("remove", "clear", "compute", "computeIfPresent", "merge", "replace")
        ? new Diagnosis(
            "shared-resource-closed",
            "What was closed stays in the map, and the next log gets it.",
            -1,
            "")
        : null;
  }

  /** One looks something up in a map that another one is just taking it out of. */
  private static @Nullable Diagnosis mapWithoutLock(Case c) {
    boolean race =
        c.is(Kind.EXCEPTION) && c.fails("close-one-of-two") && c.says("writer ") && closedBelow(c);
    if (!race || c.code().calls("compute", "computeIfPresent", "merge")) {
      return null;
    }
    Op look = ofTheMap(c, "<init>", "computeIfAbsent", "get", "putIfAbsent");
    Op gone = ofTheMap(c, "close", "remove");
    return look == null || gone == null || !look.receiver().equals(gone.receiver())
        ? null
        : new Diagnosis(
            "check-then-act",
            "Line %d looks it up, and another log closes it and removes it in line %d."
                .formatted(look.line(), gone.line()),
            -1,
            "");
  }

  private static @Nullable Op ofTheMap(Case c, String method, String... calls) {
    return c.code().bodies().stream()
        .filter(body -> body.name().equals(method))
        .flatMap(body -> body.calls(calls))
        .filter(op -> op.on() != null && op.on().kind() == Sym.Kind.STATIC && op.held().isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static boolean missing(Case c) {
    return c.is(Kind.WRONG_RESULT)
        && (c.follows(FileLogGrader.ANOTHER_LENGTH) || c.follows(FileLogGrader.MISSING));
  }

  private static boolean spoilt(Case c) {
    return c.is(Kind.WRONG_RESULT)
        && (c.follows(FileLogGrader.INVENTED)
            || c.follows(FileLogGrader.TWICE)
            || c.follows(FileLogGrader.MISSING));
  }

  private static boolean writes(Op op) {
    return op.calls(WRITES)
        && (op.owner().startsWith("java/io/") || op.owner().startsWith("java/nio/"));
  }

  /** Another thread writes; close() tells it that this is the end, and does not wait for it. */
  private static @Nullable Diagnosis noJoin(Case c) {
    Body append = c.code().named("append");
    Body close = c.code().named("close");
    if (!c.fails("writes-lines") || !missing(c) || append == null || close == null) {
      return null;
    }
    Op starts =
        c.code()
            .ops()
            .filter(
                op ->
                    op.callsOn("java/lang/Thread", "start")
                        || op.calls("execute", "submit", "runAsync"))
            .findFirst()
            .orElse(null);
    List<Op> closing = c.code().deep(close);
    boolean tells =
        closing.stream().anyMatch(op -> op.calls(PUTS) || op.calls("shutdown"))
            && closing.stream().noneMatch(op -> op.calls("interrupt", "shutdownNow", "clear"));
    boolean waits =
        Stream.concat(closing.stream(), c.code().deep(append).stream())
            .anyMatch(SharedLogMistakes::mayWait);
    boolean hands = closing.stream().noneMatch(SharedLogMistakes::writes);
    return starts != null
            && tells
            && !waits
            && hands
            && append.ops().stream().noneMatch(SharedLogMistakes::writes)
        ? new Diagnosis(
            "no-join",
            "The thread of line %d may still be writing when close() returns."
                .formatted(starts.line()),
            -1,
            "")
        : null;
  }

  private static boolean mayWait(Op op) {
    return op.calls(
            "acquire",
            "acquireUninterruptibly",
            "arriveAndAwaitAdvance",
            "await",
            "awaitQuiescence",
            "awaitTermination",
            "exchange",
            "invokeAll",
            "invokeAny",
            "isAlive",
            "isDone",
            "isTerminated",
            "join",
            "onSpinWait",
            "park",
            "parkNanos",
            "poll",
            "sleep",
            "take",
            "transfer",
            "wait",
            "yield")
        || op.calls("get") && op.owner().startsWith("java/util/concurrent/")
        || !op.body().backward().isEmpty() && !op.body().name().startsWith("lambda$");
  }

  /** close() empties the queue, or ends the pool, with lines in it that nobody has written. */
  private static @Nullable Diagnosis notDrained(Case c) {
    Body append = c.code().named("append");
    Body close = c.code().named("close");
    if (!c.fails("writes-lines") || !missing(c) || append == null || close == null) {
      return null;
    }
    Op first =
        close
            .calls("clear", "shutdownNow")
            .filter(op -> op.on() != null && handsTo(c, append, op.receiver()))
            .filter(op -> usesBefore(close, op).isEmpty())
            .filter(op -> close.ops().stream().noneMatch(each -> each.dependsOn(op.index())))
            .findFirst()
            .orElse(null);
    return first == null
        ? null
        : new Diagnosis(
            "drops-at-close",
            "Line %d throws away what still waits to be written.".formatted(first.line()),
            -1,
            "");
  }

  private static boolean handsTo(Case c, Body append, String receiver) {
    return c.code().deep(append).stream()
        .anyMatch(
            op ->
                op.receiver().equals(receiver)
                    && (op.calls(PUTS) || op.calls("execute", "submit")));
  }

  private static List<Op> usesBefore(Body body, Op end) {
    return body.ops(Op.What.CALL)
        .filter(op -> op.index() < end.index() && uses(op, end.receiver()))
        .toList();
  }

  private static boolean uses(Op op, String text) {
    return op.receiver().equals(text)
        || op.args().stream().anyMatch(arg -> arg.text().equals(text));
  }

  /** append() looks at the flag, and puts its line where nobody looks any more. */
  private static @Nullable Diagnosis behindTheEnd(Case c) {
    return c.fails("close-while-appending")
            && c.is(Kind.WRONG_RESULT)
            && c.follows(FileLogGrader.MISSING)
            && threadLocal(c) == null
        ? LateComers.looksThenPuts(c, "append")
        : null;
  }

  private static boolean forOneThread(Case c, Code.Field field) {
    List<Op> writers = c.code().writers(field);
    return !writers.isEmpty()
        && writers.stream()
            .map(op -> op.args().get(0).text())
            .allMatch(
                text ->
                    text.startsWith("new ")
                        && FOR_ONE_THREAD.contains(text.substring(4).replaceAll("@.*", "")));
  }

  /** append() uses a collection with a lock that close() does not take. */
  private static @Nullable Diagnosis onlyAppendLocks(Case c) {
    Body append = c.code().named("append");
    Body close = c.code().named("close");
    if (!c.fails("close-while-appending")
        || !missing(c) && !c.says("ConcurrentModificationException")
        || append == null
        || close == null) {
      return null;
    }
    for (Code.Field field : c.code().fields().filter(each -> forOneThread(c, each)).toList()) {
      List<Op> adds = direct(append, field);
      Op without =
          direct(close, field).stream()
              .filter(op -> adds.stream().noneMatch(add -> share(add, op)))
              .findFirst()
              .orElse(null);
      boolean locked = !adds.isEmpty() && adds.stream().noneMatch(op -> op.held().isEmpty());
      if (without != null && locked) {
        return new Diagnosis(
            "only-writers-lock",
            "Line %d holds a lock, and line %d uses the same %s without that one."
                .formatted(adds.get(0).line(), without.line(), field.name()),
            -1,
            "");
      }
    }
    return null;
  }

  private static boolean share(Op one, Op other) {
    return one.held().stream().anyMatch(other.held()::contains);
  }

  private static List<Op> direct(Body body, Code.Field field) {
    String whose =
        field.isStatic() ? field.owner().substring(field.owner().lastIndexOf('/') + 1) : "this";
    return body.ops(Op.What.CALL).filter(op -> uses(op, whose + "." + field.name())).toList();
  }

  /** append() changes something that is made for one thread, and holds no lock. */
  private static @Nullable Diagnosis notThreadSafe(Case c) {
    Body append = c.code().named("append");
    if (!c.fails("whole-lines") || !spoilt(c) || append == null) {
      return null;
    }
    for (Code.Field field : c.code().fields().filter(each -> forOneThread(c, each)).toList()) {
      Op change =
          direct(append, field).stream()
              .filter(op -> op.calls("add", "addLast", "append", "insert", "setLength", "clear"))
              .filter(op -> op.held().isEmpty())
              .findFirst()
              .orElse(null);
      if (change != null) {
        return new Diagnosis(
            "not-thread-safe-class",
            "Line %d changes %s, and all threads may do so at once."
                .formatted(change.line(), field.name()),
            -1,
            "");
      }
    }
    return null;
  }

  /** append() asks where the end of the file is, and writes there, and holds no lock. */
  private static @Nullable Diagnosis asksForTheEnd(Case c) {
    Body append = c.code().named("append");
    if (!c.fails("whole-lines", "two-logs") || !spoilt(c) || append == null) {
      return null;
    }
    return append
        .calls("size", "length")
        .filter(
            op ->
                op.held().isEmpty()
                    && Set.of("java/nio/channels/FileChannel", "java/io/RandomAccessFile")
                        .contains(op.owner()))
        .flatMap(
            end ->
                append
                    .calls("write", "seek", "position")
                    .filter(
                        op ->
                            op.held().isEmpty()
                                && op.receiver().equals(end.receiver())
                                && op.dependsOn(end.index())))
        .findFirst()
        .map(
            op ->
                new Diagnosis(
                    "check-then-act",
                    "Line %d goes to where the end was when it asked.".formatted(op.line()),
                    -1,
                    ""))
        .orElse(null);
  }

  /** append() reads the whole file and writes it anew, and holds no lock. */
  private static @Nullable Diagnosis allAnew(Case c) {
    Body append = c.code().named("append");
    if (!c.fails("whole-lines") || !spoilt(c) || append == null) {
      return null;
    }
    Op read = ofFiles(append, "readAllLines", "readString", "readAllBytes", "lines");
    Op write = ofFiles(append, "write", "writeString");
    boolean anew =
        read != null
            && write != null
            && read.index() < write.index()
            && append.ops(Op.What.GET).noneMatch(op -> op.name().equals("APPEND"));
    return anew && read != null && write != null
        ? new Diagnosis(
            "two-steps",
            "Between line %d and line %d another thread can write its line."
                .formatted(read.line(), write.line()),
            -1,
            "")
        : null;
  }

  private static @Nullable Op ofFiles(Body body, String... calls) {
    return body.calls(calls)
        .filter(op -> op.owner().equals("java/nio/file/Files") && op.held().isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static Code.@Nullable Field threadLocal(Case c) {
    return c.code()
        .fields()
        .filter(field -> field.desc().equals("Ljava/lang/ThreadLocal;"))
        .findFirst()
        .orElse(null);
  }

  /** Each thread collects its own lines, and close() looks at those of the one that calls it. */
  private static @Nullable Diagnosis ofEachThread(Case c) {
    Code.Field local = threadLocal(c);
    Body append = c.code().named("append");
    Body close = c.code().named("close");
    if (!c.fails("whole-lines")
        || !c.is(Kind.WRONG_RESULT)
        || !c.follows(FileLogGrader.MISSING)
        || local == null
        || append == null
        || close == null) {
      return null;
    }
    boolean known =
        c.code()
            .fields()
            .anyMatch(
                field ->
                    !field.equals(local)
                        && (field.desc().startsWith("Ljava/util/")
                            || field.desc().startsWith("[L")));
    return !known && reads(c, append, local) && reads(c, close, local)
        ? new Diagnosis(
            "thread-local-state",
            "close() finds in %s only what its own thread has put there.".formatted(local.name()),
            -1,
            "")
        : null;
  }

  private static boolean reads(Case c, Body body, Code.Field field) {
    return c.code().deep(body).stream()
        .anyMatch(op -> op.what() == Op.What.GET && field.equals(c.code().field(op)));
  }

  /** Two logs have a buffer each, which is written when it is full, in the middle of a line. */
  private static @Nullable Diagnosis bufferOfEach(Case c) {
    Body append = c.code().named("append");
    if (!c.fails("two-logs")
        || !c.is(Kind.WRONG_RESULT)
        || !c.follows(FileLogGrader.INVENTED)
        || append == null
        || c.code().deepCalls(append, "flush", "close")) {
      return null;
    }
    boolean writes =
        c.code()
            .fields()
            .filter(
                field ->
                    !field.isStatic()
                        && field.owner().equals(append.owner())
                        && bufferOfItsOwn(c, field))
            .anyMatch(field -> direct(append, field).stream().anyMatch(op -> op.calls(WRITES)));
    return writes
        ? new Diagnosis(
            "two-objects-one-file",
            "Each object has a buffer of its own, and writes it when it is full.",
            -1,
            "")
        : null;
  }

  private static boolean bufferOfItsOwn(Case c, Code.Field field) {
    List<Op> writers = c.code().writers(field);
    return !writers.isEmpty()
        && writers.stream()
            .map(op -> op.args().get(0).text())
            .allMatch(
                text ->
                    text.startsWith("new BufferedWriter@")
                        || text.startsWith("new BufferedOutputStream@")
                        || text.contains("newBufferedWriter"));
  }

  /** A log goes to the end of the file once, and stays where it is when another one appends. */
  private static @Nullable Diagnosis oncePositioned(Case c) {
    Body append = c.code().named("append");
    if (!c.fails("two-logs") || !spoilt(c) || append == null || !FileLogMistakes.shares(c)) {
      return null;
    }
    boolean once =
        c.code().bodies().stream()
            .filter(body -> body.name().equals("<init>") && body.owner().equals(append.owner()))
            .flatMap(body -> c.code().deep(body).stream())
            .anyMatch(SharedLogMistakes::goesTo);
    boolean again =
        c.code().deep(append).stream()
            .anyMatch(op -> goesTo(op) || op.calls("write") && op.desc().contains("J)"));
    boolean atTheEnd = c.code().ops().anyMatch(op -> op.name().equals("APPEND"));
    return once && !again && !atTheEnd
        ? new Diagnosis(
            "stale-position",
            "The log goes to the end of the file when it is made, and never again.",
            -1,
            "")
        : null;
  }

  private static boolean goesTo(Op op) {
    return op.calls("seek", "position", "skipBytes")
        && !op.args().isEmpty()
        && Set.of("java/nio/channels/FileChannel", "java/io/RandomAccessFile").contains(op.owner());
  }
}
