package racecourse.engine.diagnose;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Trail.Hold;

/** What recognisers ask about locks. */
final class Locks {
  private static final Set<LockShape> OWN = Set.of(LockShape.NEW_IN_CALL, LockShape.INNER_INSTANCE);

  private Locks() {}

  /** The misconception behind two threads that hold two different locks; null if it is unclear. */
  static @Nullable String mistakeOfDifferent(LockShape one, LockShape other) {
    if (OWN.contains(one) && OWN.contains(other)) {
      return "lock-per-call";
    }
    if (one != other) {
      return Set.of(one, other).equals(Set.of(LockShape.CLASS, LockShape.INSTANCE))
          ? "static-vs-instance-lock"
          : null;
    }
    return switch (one) {
      case PER_THREAD -> "lock-per-thread";
      case PER_ARGUMENT -> "lock-per-name";
      case CHANGING -> "lock-on-changing-value";
      case LAZY -> "check-then-act";
      default -> null;
    };
  }

  /** The misconception behind one lock that two threads hold at once; null if it is unclear. */
  static @Nullable String mistakeOfShared(Case c, Hold one, Hold other) {
    LockShape shape = LockShape.of(c, one.since());
    if (shape != LockShape.of(c, other.since())) {
      return null;
    }
    if (shape == LockShape.READ_LOCK) {
      return "write-under-read-lock";
    }
    if (shape == LockShape.SEMAPHORE && madeWithManyPermits(c.code())) {
      return "too-many-permits";
    }
    return null;
  }

  /** Whether every semaphore is made with a constant number of permits that is more than one. */
  private static boolean madeWithManyPermits(Code code) {
    return code.ops()
            .filter(op -> op.callsOn("java/util/concurrent/Semaphore", "<init>"))
            .allMatch(
                op ->
                    op.args().get(0).kind() == Sym.Kind.CONSTANT
                        && !Set.of("0", "1").contains(op.args().get(0).text()))
        && code.ops().anyMatch(op -> op.callsOn("java/util/concurrent/Semaphore", "<init>"));
  }

  /** Whether the instruction may order threads: locks, waits, volatile and atomic variables. */
  static boolean orders(Code code, Op op) {
    return switch (op.what()) {
      case ENTER -> true;
      case GET, PUT -> {
        Code.Field field = code.field(op);
        yield field != null && field.isVolatile();
      }
      case CALL ->
          op.body().isSynchronized()
              || op.calls("wait", "notify", "notifyAll", "join", "yield", "onSpinWait")
              || (op.owner().startsWith("java/util/concurrent/")
                  && !op.owner().endsWith("/ThreadLocalRandom")
                  && !op.owner().endsWith("/TimeUnit"))
              || op.owner().startsWith("java/lang/invoke/VarHandle")
              || op.callsOn("java/lang/Thread", "sleep")
                  && op.args().get(0).kind() != Sym.Kind.CONSTANT;
      default -> op.body().isSynchronized();
    };
  }

  /** Whether the instruction hands a task to other threads, or asks what came of it. */
  static boolean handsOver(Op op) {
    return op.what() == Op.What.CALL
        && (op.owner().endsWith("Future")
            || op.owner().endsWith("Executor")
            || op.owner().endsWith("ExecutorService")
            || op.owner().endsWith("/Executors"));
  }

  /** Whether a test depends on a field of the submission's. */
  static boolean testsField(Code code, Op test) {
    return test.body()
        .ops(Op.What.GET)
        .anyMatch(get -> test.dependsOn(get.index()) && code.field(get) != null);
  }

  /** Whether anything at all is meant to keep other threads out. */
  static boolean anythingLocks(Code code) {
    return code.bodies().stream()
        .anyMatch(
            body ->
                body.isSynchronized()
                    || body.ops().stream()
                        .anyMatch(
                            op ->
                                op.what() == Op.What.ENTER
                                    || op.calls(
                                        "lock",
                                        "lockInterruptibly",
                                        "tryLock",
                                        "acquire",
                                        "acquireUninterruptibly",
                                        "tryAcquire",
                                        "writeLock",
                                        "readLock",
                                        "compareAndSet",
                                        "getAndSet")));
  }

  /** Whether anything in these classes, constructors aside, may order threads. */
  static boolean anythingOrders(Code code, Set<String> owners) {
    return code.bodies().stream()
        .filter(body -> owners.contains(body.owner()))
        .filter(body -> !body.name().equals("<init>") && !body.name().equals("<clinit>"))
        .anyMatch(
            body -> body.isSynchronized() || body.ops().stream().anyMatch(op -> orders(code, op)));
  }

  /** Whether the read stands in a loop that tests it and does nothing but wait, wide awake. */
  static boolean isEmptyLoop(Code code, Op read) {
    Body.Jump loop = read.body().loop(read);
    return loop != null
        && read.body()
            .inside(loop)
            .allMatch(
                op ->
                    op.what() == Op.What.GET
                        || op.what() == Op.What.IF
                        || op.what() == Op.What.JUMP
                        || op.calls("yield", "onSpinWait"))
        && read.body()
            .inside(loop)
            .anyMatch(op -> op.what() == Op.What.IF && op.dependsOn(read.index()));
  }
}
