package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Trail.Hold;
import racecourse.engine.diagnose.Trail.Overwrite;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;

/**
 * The misconceptions behind a lost update. All demand a lost update, and in its schedule a read, a
 * write of another thread's and a write of the first thread's, of the same variable; what tells
 * them apart is who held which lock then, and how that lock comes about in the code.
 */
final class LostUpdates {

  private LostUpdates() {}

  private static @Nullable Overwrite overwrite(Case c) {
    return c.is(Kind.LOST_UPDATE) ? c.trail().overwrite() : null;
  }

  private static List<Hold> throughout(Case c, Overwrite o) {
    return c.trail().held(o.read()).stream().filter(c.trail().held(o.write())::contains).toList();
  }

  private static String story(Case c, Overwrite o) {
    String was = c.trail().at(o.read()).value();
    return "%s reads %s%s, %s writes it, and then %s writes over that"
        .formatted(
            c.who(o.read()),
            o.variable(),
            was == null ? "" : ": " + was,
            c.who(o.other()),
            c.who(o.write()));
  }

  static String note(Case c, Overwrite o) {
    String lost = c.trail().at(o.other()).value();
    return lost == null
        ? "overwrites what %s wrote".formatted(c.trail().thread(o.other()))
        : "overwrites %s's %s".formatted(c.trail().thread(o.other()), lost);
  }

  private static Diagnosis named(Case c, Overwrite o, String mistake, String more) {
    return new Diagnosis(mistake, story(c, o) + more + ".", o.write(), note(c, o));
  }

  /**
   * Both threads hold a lock all the while, but not the same one, and the code shows why they
   * differ: made by the call, one for each thread, one for each argument, or a field that changes;
   * or each has locked another object of the class whose field it is.
   */
  static @Nullable Diagnosis differentLocks(Case c) {
    Overwrite o = overwrite(c);
    if (o == null) {
      return null;
    }
    List<Hold> mine = throughout(c, o);
    List<Hold> theirs = c.trail().held(o.other());
    if (mine.size() != 1 || theirs.size() != 1 || mine.get(0).lock().equals(theirs.get(0).lock())) {
      return null;
    }
    Hold one = mine.get(0);
    Hold other = theirs.get(0);
    String mistake =
        Locks.mistakeOfDifferent(LockShape.of(c, one.since()), LockShape.of(c, other.since()));
    if (mistake == null && ofItsClass(c, o, one) && ofItsClass(c, o, other)) {
      mistake = "locks-another-object";
    }
    return mistake == null
        ? null
        : named(
            c,
            o,
            mistake,
            ", though each holds a lock all the while: %s has locked %s, %s another object, %s"
                .formatted(
                    c.trail().thread(o.write()),
                    one.lock(),
                    c.trail().thread(o.other()),
                    other.lock()));
  }

  /** Whether the lock is an object of the class that has the variable as a field of its own. */
  private static boolean ofItsClass(Case c, Overwrite o, Hold lock) {
    Code.Field field = c.field(o.write());
    return field != null
        && !field.isStatic()
        && lock.lock().replaceAll("#\\d+$", "").equals(field.owner().replaceAll(".*[/$]", ""));
  }

  /**
   * Both threads hold the same lock at the same time: a read lock, or a semaphore that is made with
   * more than one permit.
   */
  static @Nullable Diagnosis sharedLock(Case c) {
    Overwrite o = overwrite(c);
    if (o == null) {
      return null;
    }
    for (Hold mine : throughout(c, o)) {
      for (Hold theirs : c.trail().held(o.other())) {
        if (mine.lock().equals(theirs.lock())) {
          String mistake = Locks.mistakeOfShared(c, mine, theirs);
          if (mistake != null) {
            return named(
                c, o, mistake, ", with %s held by both at the same time".formatted(mine.lock()));
          }
        }
      }
    }
    return null;
  }

  /**
   * The thread waits between its read and its write, in a wait() or await() of the lock that it
   * holds, and without a loop around it that looks again.
   */
  static @Nullable Diagnosis waitReleases(Case c) {
    Overwrite o = overwrite(c);
    if (o == null || c.trail().held(o.read()).isEmpty() || c.trail().held(o.write()).isEmpty()) {
      return null;
    }
    for (int i = o.read() + 1; i < o.write(); i++) {
      if (c.trail().thread(i).equals(c.trail().thread(o.write()))
          && c.trail().at(i).action() == Action.WAIT) {
        for (Op op : c.ops(i)) {
          if ((op.calls("wait") || op.callsOn("java/util/concurrent/locks/Condition", "await"))
              && !op.args().isEmpty()
              && op.body().loop(op) == null) {
            return named(
                c,
                o,
                "wait-gives-the-lock-back",
                "; in line %d it gave the lock back for a while".formatted(c.line(i)));
          }
        }
      }
    }
    return null;
  }

  /**
   * The thread holds a lock for a part of the way only: at its read and not at its write, at its
   * write and not at its read, or at both but not in between.
   */
  static @Nullable Diagnosis lockForAPart(Case c) {
    Overwrite o = overwrite(c);
    if (o == null
        || isLock(c, o)
        || !throughout(c, o).isEmpty()
        || c.trail().held(o.other()).isEmpty() && !c.trail().held(o.write()).isEmpty()
        || !c.sameBody(o.read(), o.write()) && c.trail().held(o.write()).isEmpty()) {
      return null;
    }
    if (flagged(c, o)) {
      return null;
    }
    List<Hold> first = c.trail().held(o.read());
    List<Hold> last = c.trail().held(o.write());
    if (!first.isEmpty() && last.isEmpty()) {
      return named(
          c,
          o,
          "write-after-release",
          ", when it has given %s back already".formatted(first.get(0).lock()));
    }
    if (first.isEmpty() && !last.isEmpty()) {
      return named(
          c,
          o,
          "read-before-lock",
          "; it took %s only after its read".formatted(last.get(0).lock()));
    }
    if (!first.isEmpty()) {
      return named(
          c,
          o,
          "lock-not-held-long-enough",
          "; between its read and its write it did not hold %s".formatted(last.get(0).lock()));
    }
    return null;
  }

  /** Whether the variable is itself what threads lock. */
  private static boolean isLock(Case c, Overwrite o) {
    return c.trail().steps().stream()
        .anyMatch(
            step ->
                step.action() == Action.LOCK
                    && step.subject().replaceAll("#\\d+$", "").equals(o.variable()));
  }

  /** Whether a flag, not the lock, is meant to keep others out: the lock is not what is missing. */
  private static boolean flagged(Case c, Overwrite o) {
    for (Body body : c.bodies(o.write())) {
      for (Op op : c.code().deep(body)) {
        Code.Field field = op.what() == Op.What.PUT ? c.code().field(op) : null;
        if (field != null && field.desc().equals("Z")) {
          return true;
        }
        if (op.calls("wait", "await", "interrupted", "isInterrupted")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * No lock at all on either side, one method that reads the variable and writes what depends on
   * it, and nothing else in that method that could order threads. A volatile variable, an atomic
   * one that is got and set, or a plain one.
   */
  static @Nullable Diagnosis withoutLock(Case c) {
    Overwrite o = overwrite(c);
    if (o == null
        || !c.trail().held(o.read()).isEmpty()
        || !c.trail().held(o.write()).isEmpty()
        || !c.trail().held(o.other()).isEmpty()) {
      return null;
    }
    Op write = writer(c, o);
    if (write == null) {
      return null;
    }
    Body body = write.body();
    boolean clean =
        c.code().bodies().stream()
            .filter(each -> !each.name().equals("<init>") && !each.name().equals("<clinit>"))
            .flatMap(each -> each.ops().stream())
            .allMatch(
                op ->
                    !Locks.orders(c.code(), op)
                        || op.calls("sleep")
                        || Locks.handsOver(op)
                        || isAbout(c, op, write));
    if (!clean || body.isSynchronized()) {
      return null;
    }
    boolean pauses =
        body.calls("sleep")
            .anyMatch(
                op ->
                    op.index() < write.index()
                        && op.args().stream().anyMatch(arg -> arg.kind() != Sym.Kind.CONSTANT));
    if (pauses) {
      return named(c, o, "sleep-orders-threads", "; its sleep was no help");
    }
    if (body.loop(write) != null
        || body.ops(Op.What.IF).anyMatch(test -> Locks.testsField(c.code(), test))) {
      return null;
    }
    Code.Field field = c.code().field(write);
    if (write.what() == Op.What.PUT && field != null) {
      return field.isVolatile()
          ? named(c, o, "volatile-is-not-atomic", "; the variable is volatile, and that is no help")
          : named(c, o, "no-lock", "; no lock is held");
    }
    if (write.what() == Op.What.CALL
        && write.owner().startsWith("java/util/concurrent/atomic/Atomic")
        && write.calls("set", "lazySet")) {
      return named(c, o, "atomic-get-then-set", "; each call is atomic, the two are not");
    }
    if (write.what() == Op.What.CALL
        && write.owner().startsWith("java/util/concurrent/Concurrent")
        && write.calls("put", "replace")) {
      return named(c, o, "check-then-act", "; each call is atomic, the two are not");
    }
    return null;
  }

  /**
   * The variable belongs to an object that an AtomicReference hands to the function it is updated
   * with; the reference is atomic, what the function does to the object is not.
   */
  static @Nullable Diagnosis behindReference(Case c) {
    Overwrite o = overwrite(c);
    if (o == null || !c.trail().held(o.write()).isEmpty()) {
      return null;
    }
    for (Op op : c.ops(o.write())) {
      if (op.what() == Op.What.PUT
          && op.name().equals(o.variable())
          && op.on() != null
          && DataRaces.givenByReference(c, op.body(), op.on())) {
        return named(
            c, o, "volatile-reference-only", "; only the reference to the object is atomic");
      }
    }
    return null;
  }

  /**
   * The copy of the variable is a field as well, which all threads share; no lock, and nothing else
   * in the method that could order threads.
   */
  static @Nullable Diagnosis sharedCopy(Case c) {
    Overwrite o = overwrite(c);
    if (o == null
        || !c.trail().held(o.write()).isEmpty()
        || !c.trail().held(o.other()).isEmpty()
        || Locks.anythingLocks(c.code())) {
      return null;
    }
    for (Op put : c.ops(o.write())) {
      Code.Field field = put.what() == Op.What.PUT ? c.code().field(put) : null;
      if (field == null || !put.name().equals(o.variable()) || field.isStatic()) {
        continue;
      }
      for (Op get : put.body().ops()) {
        Code.Field copy =
            get.what() == Op.What.GET && put.dependsOn(get.index()) ? c.code().field(get) : null;
        boolean copies =
            copy != null
                && !copy.equals(field)
                && copy.isPrimitive()
                && put.body()
                    .ops(Op.What.PUT)
                    .anyMatch(
                        each ->
                            copy.equals(c.code().field(each))
                                && put.body()
                                    .ops(Op.What.GET)
                                    .anyMatch(
                                        source ->
                                            each.dependsOn(source.index())
                                                && field.equals(c.code().field(source))));
        if (copies && copy != null) {
          return named(
              c,
              o,
              "shared-temporary",
              "; the copy in between is the field %s, which all threads share"
                  .formatted(copy.name()));
        }
      }
    }
    return null;
  }

  /** The instruction that writes what depends on the read, both in one method. */
  private static @Nullable Op writer(Case c, Overwrite o) {
    for (Op write : c.ops(o.write())) {
      boolean writes =
          write.what() == Op.What.PUT && write.name().equals(o.variable())
              || write.what() == Op.What.CALL
                  && write.isPlatform()
                  && write.name().equals(Trail.method(c.trail().at(o.write())));
      if (writes) {
        for (Op read : c.ops(o.read())) {
          if (read.body() == write.body()
              && write.dependsOn(read.index())
              && (read.what() == Op.What.GET || read.what() == Op.What.CALL)) {
            return write;
          }
        }
      }
    }
    return null;
  }

  /** Whether an instruction is about the very variable that is written. */
  private static boolean isAbout(Case c, Op op, Op write) {
    if (write.what() == Op.What.PUT) {
      Code.Field field = c.code().field(write);
      return field != null && field.equals(c.code().field(op));
    }
    return op.receiver().equals(write.receiver())
        || write.receiver().endsWith("." + op.name())
        || (op.what() == Op.What.CALL
            && write.args().stream().anyMatch(a -> a.from().contains(op.index())));
  }
}
