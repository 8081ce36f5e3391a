package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;

/** Where the object comes from that a thread locks. */
enum LockShape {
  /** Made by the very call that locks it. */
  NEW_IN_CALL,
  /** Each thread has its own. */
  PER_THREAD,
  /** A field that gets another object while the program runs. */
  CHANGING,
  /** A field that is filled by whoever comes first, without a lock. */
  LAZY,
  /** Chosen by an argument. */
  PER_ARGUMENT,
  /** The class. */
  CLASS,
  /** {@code this}. */
  INSTANCE,
  /** {@code this} of an inner class. */
  INNER_INSTANCE,
  READ_LOCK,
  SEMAPHORE,
  /** A field that never changes. */
  FIXED,
  UNKNOWN;

  private static final String SEMAPHORE_TYPE = "java/util/concurrent/Semaphore";

  /** The shape of the lock that is taken in a step; unknown if the line does not tell. */
  static LockShape of(Case evidence, int step) {
    LockShape found = null;
    for (Op op : evidence.ops(step)) {
      boolean takes =
          op.what() == Op.What.ENTER
              || (op.calls(
                      "lock",
                      "lockInterruptibly",
                      "tryLock",
                      "acquire",
                      "acquireUninterruptibly",
                      "tryAcquire")
                  && op.owner().startsWith("java/util/concurrent/"));
      boolean stamped = op.calls("readLock", "writeLock") && op.owner().endsWith("/StampedLock");
      if (takes || stamped) {
        LockShape shape = of(evidence.code(), op);
        if (found != null && found != shape) {
          return UNKNOWN;
        }
        found = shape;
      }
    }
    if (found != null) {
      return found;
    }
    List<Body> bodies = evidence.bodies(step);
    if (bodies.size() == 1 && bodies.get(0).isSynchronized()) {
      return bodies.get(0).isStatic() ? CLASS : INSTANCE;
    }
    return UNKNOWN;
  }

  /** The shape of the lock that an instruction takes. */
  static LockShape of(Code code, Op op) {
    Sym lock = op.on();
    if (lock == null) {
      return UNKNOWN;
    }
    String text = lock.text();
    if (op.owner().equals(SEMAPHORE_TYPE)) {
      return SEMAPHORE;
    }
    if (op.owner().endsWith("/StampedLock")) {
      return op.calls("readLock") ? READ_LOCK : FIXED;
    }
    if (text.contains(".readLock(") || op.owner().endsWith("$ReadLock") || isReadLock(code, op)) {
      return READ_LOCK;
    }
    if (text.contains("Thread.currentThread()") || fromThreadLocal(lock, op.body())) {
      return PER_THREAD;
    }
    return switch (lock.kind()) {
      case NEW -> NEW_IN_CALL;
      case CONSTANT -> text.endsWith(".class") ? CLASS : UNKNOWN;
      case THIS -> isInner(code.type(op.body().owner())) ? INNER_INSTANCE : INSTANCE;
      case PARAMETER -> PER_ARGUMENT;
      case CALL -> text.contains("parameter") ? PER_ARGUMENT : UNKNOWN;
      case FIELD, STATIC -> ofField(code, op, lock);
      default -> UNKNOWN;
    };
  }

  private static boolean fromThreadLocal(Sym lock, Body body) {
    return body.ops().stream()
        .anyMatch(
            op -> lock.from().contains(op.index()) && op.callsOn("java/lang/ThreadLocal", "get"));
  }

  private static boolean isInner(@Nullable ClassNode type) {
    return type != null && type.outerMethod != null;
  }

  private static Code.@Nullable Field fieldOf(Code code, Op op, Sym lock) {
    Code.Field found = null;
    for (Op each : op.body().ops()) {
      if (each.what() == Op.What.GET
          && lock.from().contains(each.index())
          && lock.text().endsWith("." + each.name())) {
        found = code.field(each);
      }
    }
    return found;
  }

  private static boolean isReadLock(Code code, Op op) {
    Sym lock = op.on();
    Code.Field field = lock == null ? null : fieldOf(code, op, lock);
    return field != null
        && code.writers(field).stream()
            .anyMatch(
                put -> put.args().stream().anyMatch(arg -> arg.text().contains(".readLock()")));
  }

  private static LockShape ofField(Code code, Op op, Sym lock) {
    Code.Field field = fieldOf(code, op, lock);
    if (field == null) {
      return UNKNOWN;
    }
    List<Op> later =
        code.writers(field).stream()
            .filter(
                put -> !put.body().name().equals("<init>") && !put.body().name().equals("<clinit>"))
            .toList();
    if (later.isEmpty()) {
      return FIXED;
    }
    return later.stream().allMatch(put -> isLazy(code, field, put)) ? LAZY : CHANGING;
  }

  /** Whether the field is written only where it has been tested before. */
  static boolean isLazy(Code code, Code.Field field, Op put) {
    return !field.isPrimitive()
        && put.args().stream().anyMatch(arg -> arg.kind() == Sym.Kind.NEW)
        && put.body()
            .ops(Op.What.IF)
            .anyMatch(
                test ->
                    test.index() < put.index()
                        && test.target() > put.index()
                        && test.args().size() == 1
                        && put.body()
                            .ops(Op.What.GET)
                            .anyMatch(
                                get ->
                                    field.equals(code.field(get)) && test.dependsOn(get.index())));
  }
}
