package racecourse.engine.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Trail.Hold;
import racecourse.engine.model.Action;
import racecourse.engine.model.RacingPair;

/**
 * The misconceptions behind a data race. All demand the two accesses in the schedule; what tells
 * them apart is which locks were held at each, and how the code gets there.
 */
final class DataRaces {

  private DataRaces() {}

  private static Diagnosis named(Case c, RacingPair p, String mistake, String more) {
    String variable = Trail.variable(c.trail().at(p.second()));
    String what =
        variable.startsWith("an element") || Trail.method(c.trail().at(p.second())).isEmpty()
            ? variable
            : "the collection " + variable;
    return new Diagnosis(
        mistake,
        "%s %s %s and %s %s it%s."
            .formatted(
                c.who(p.first()),
                Trail.writes(c.trail().at(p.first())) ? "writes" : "reads",
                what,
                c.who(p.second()),
                Trail.writes(c.trail().at(p.second())) ? "writes" : "reads",
                more),
        p.second(),
        "races with %s's %s"
            .formatted(
                c.trail().thread(p.first()),
                Trail.writes(c.trail().at(p.first())) ? "write" : "read"));
  }

  /**
   * Each thread holds exactly one lock, they are not the same, and the code shows why they differ.
   */
  static @Nullable Diagnosis differentLocks(Case c) {
    RacingPair p = c.racingPair();
    if (p == null) {
      return null;
    }
    List<Hold> first = c.trail().held(p.first());
    List<Hold> second = c.trail().held(p.second());
    if (c.trail().names(p.first()).size() != 1
        || c.trail().names(p.second()).size() != 1
        || first.get(0).lock().equals(second.get(0).lock())) {
      return null;
    }
    LockShape one = LockShape.of(c, first.get(0).since());
    LockShape other = LockShape.of(c, second.get(0).since());
    String more =
        ", with two locks: %s and %s".formatted(first.get(0).lock(), second.get(0).lock());
    Code.Field field = c.field(p.second());
    boolean shared = field != null && field.isStatic();
    if (shared && one == other && (one == LockShape.INSTANCE || one == LockShape.FIXED)) {
      return sameNumbered(first.get(0).lock(), second.get(0).lock())
          ? named(c, p, "static-state", more + ", one of each object")
          : null;
    }
    String mistake = Locks.mistakeOfDifferent(one, other);
    if (mistake == null
        && !shared
        && isFixed(one)
        && isFixed(other)
        && !sameNumbered(first.get(0).lock(), second.get(0).lock())) {
      mistake = "two-locks-one-invariant";
    }
    return mistake == null ? null : named(c, p, mistake, more);
  }

  private static boolean isFixed(LockShape shape) {
    return shape == LockShape.FIXED || shape == LockShape.INSTANCE;
  }

  /** Whether two names differ only in their number, as "lock" and "lock#2" do. */
  private static boolean sameNumbered(String one, String other) {
    return one.replaceAll("#\\d+$", "").equals(other.replaceAll("#\\d+$", ""));
  }

  /** Both threads hold the same lock at once: a read lock, or a semaphore for more than one. */
  static @Nullable Diagnosis sharedLock(Case c) {
    RacingPair p = c.racingPair();
    if (p == null) {
      return null;
    }
    for (Hold mine : c.trail().held(p.second())) {
      for (Hold theirs : c.trail().held(p.first())) {
        if (mine.lock().equals(theirs.lock())) {
          String mistake = Locks.mistakeOfShared(c, theirs, mine);
          if (mistake != null) {
            return named(c, p, mistake, ", both with " + mine.lock());
          }
        }
      }
    }
    return null;
  }

  /**
   * One access holds a lock, the other none. If its thread had given that very lock back just
   * before, in the same method, it came too late; if that method takes no lock and every write of
   * the variable stands under one, only the writers lock.
   */
  static @Nullable Diagnosis oneSideLocks(Case c) {
    RacingPair p = c.racingPair();
    if (p == null || c.trail().held(p.first()).isEmpty() == c.trail().held(p.second()).isEmpty()) {
      return null;
    }
    int bare = c.trail().held(p.first()).isEmpty() ? p.first() : p.second();
    int guarded = bare == p.first() ? p.second() : p.first();
    boolean writes = Trail.writes(c.trail().at(bare));
    for (Op op : c.ops(bare)) {
      Sym on = op.on();
      boolean locksIt =
          op.what() == Op.What.ENTER
              && on != null
              && c.ops(bare).stream().anyMatch(get -> on.from().contains(get.index()));
      if (locksIt) {
        // What is read there is the lock itself.
        return LockShape.of(c.code(), op) == LockShape.CHANGING
            ? named(c, p, "lock-on-changing-value", ", and it is what they lock")
            : null;
      }
    }
    String lock = c.trail().held(guarded).get(0).lock();
    String released = releasedBefore(c, bare);
    if (released != null) {
      return c.trail().names(guarded).contains(released)
          ? named(
              c,
              p,
              writes ? "write-after-release" : "read-after-release",
              "; %s has given %s back by then".formatted(c.trail().thread(bare), released))
          : null;
    }
    if (takesLocks(c, bare)) {
      return null;
    }
    if (!writes) {
      return named(
          c,
          p,
          "only-writers-lock",
          "; only %s holds %s then".formatted(c.trail().thread(guarded), lock));
    }
    Code.Field field = c.field(bare);
    return field != null && field.desc().equals("Z")
        ? named(
            c,
            p,
            "flag-without-lock",
            "; only %s holds %s then".formatted(c.trail().thread(guarded), lock))
        : null;
  }

  /** The lock that the thread has given back earlier in the method it is in; null if none. */
  static @Nullable String releasedBefore(Case c, int step) {
    for (int i = c.trail().before(c.trail().thread(step), step);
        i >= 0;
        i = c.trail().before(c.trail().thread(step), i)) {
      switch (c.trail().at(i).action()) {
        case UNLOCK -> {
          int unlock = i;
          boolean same =
              c.ops(unlock).stream()
                  .filter(op -> op.what() == Op.What.EXIT || op.calls("unlock", "release"))
                  .anyMatch(
                      op ->
                          c.ops(step).stream()
                              .anyMatch(
                                  access ->
                                      access.body() == op.body()
                                          && access.index() > op.index()
                                          && (access.what() == Op.What.GET
                                              || access.what() == Op.What.PUT
                                              || access.what() == Op.What.ELEMENT_GET
                                              || access.what() == Op.What.ELEMENT_PUT)));
          return same ? c.trail().at(i).subject() : null;
        }
        case READ, WRITE, CALL -> {
          // Goes on in the same method, perhaps.
        }
        default -> {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean takesLocks(Case c, int step) {
    return c.bodies(step).stream()
        .anyMatch(
            body ->
                body.isSynchronized()
                    || body.ops().stream()
                        .filter(op -> op.line() < c.line(step))
                        .anyMatch(
                            op ->
                                op.what() == Op.What.ENTER
                                    || op.calls(
                                        "lock",
                                        "lockInterruptibly",
                                        "tryLock",
                                        "acquire",
                                        "tryAcquire",
                                        "readLock",
                                        "writeLock",
                                        "tryOptimisticRead")));
  }

  /**
   * No lock on either side, and the classes that use the variable have nothing that orders threads:
   * a plain field, or a collection of the JDK's that is made for one thread.
   */
  static @Nullable Diagnosis withoutLock(Case c) {
    RacingPair p = c.racingPair();
    if (p == null
        || !c.trail().held(p.first()).isEmpty()
        || !c.trail().held(p.second()).isEmpty()
        || c.bodies(p.second()).stream().anyMatch(body -> body.name().contains("lambda$"))) {
      return null;
    }
    Set<String> owners = new HashSet<>();
    c.bodies(p.first()).forEach(body -> owners.add(body.owner()));
    c.bodies(p.second()).forEach(body -> owners.add(body.owner()));
    if (Locks.anythingOrders(c.code(), owners)) {
      return null;
    }
    boolean collection = !Trail.method(c.trail().at(p.second())).isEmpty();
    return named(
        c,
        p,
        collection ? "not-thread-safe-class" : "no-lock",
        ", and the code has nothing that would order the two");
  }

  /**
   * An element of an array, or a field of an object, that the code reaches through a volatile field
   * or an AtomicReference, with no lock on at least one side.
   */
  static @Nullable Diagnosis behindVolatile(Case c) {
    RacingPair p = c.racingPair();
    if (p == null
        || !c.trail().held(p.first()).isEmpty() && !c.trail().held(p.second()).isEmpty()) {
      return null;
    }
    return reaches(c, p.first()) && reaches(c, p.second())
        ? named(c, p, "volatile-reference-only", "; only the reference to it is volatile or atomic")
        : null;
  }

  private static boolean reaches(Case c, int step) {
    for (Op op : c.ops(step)) {
      boolean access =
          op.what() == Op.What.ELEMENT_GET
              || op.what() == Op.What.ELEMENT_PUT
              || op.what() == Op.What.GET
              || op.what() == Op.What.PUT;
      Sym on = op.on();
      if (access && on != null && givenByReference(c, op.body(), on)) {
        return true;
      }
      if (access && on != null) {
        for (Op source : op.body().ops()) {
          if (on.from().contains(source.index())) {
            Code.Field field = c.code().field(source);
            if (source.what() == Op.What.GET && field != null && field.isVolatile()
                || source.callsOn("java/util/concurrent/atomic/AtomicReference", "get")) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** Whether it is the argument of a function that an AtomicReference is updated with. */
  static boolean givenByReference(Case c, Body body, Sym on) {
    return on.kind() == Sym.Kind.PARAMETER
        && body.name().startsWith("lambda$")
        && c.code().bodies().stream()
            .filter(
                each ->
                    each.ops(Op.What.LAMBDA)
                        .anyMatch(
                            op -> op.name().equals(body.name()) && op.owner().equals(body.owner())))
            .anyMatch(
                each ->
                    each.calls("updateAndGet", "getAndUpdate")
                        .anyMatch(
                            op ->
                                op.owner().equals("java/util/concurrent/atomic/AtomicReference")));
  }

  /**
   * Both accesses without a lock, in methods of which one pauses, for a time that is not always the
   * same, before it touches the variable; nothing else in their classes orders threads.
   */
  static @Nullable Diagnosis sleeps(Case c) {
    RacingPair p = c.racingPair();
    if (p == null
        || !c.trail().held(p.first()).isEmpty()
        || !c.trail().held(p.second()).isEmpty()) {
      return null;
    }
    Set<String> owners = new HashSet<>();
    c.bodies(p.first()).forEach(body -> owners.add(body.owner()));
    c.bodies(p.second()).forEach(body -> owners.add(body.owner()));
    boolean others =
        c.code().bodies().stream()
            .filter(body -> owners.contains(body.owner()))
            .filter(body -> !body.name().equals("<init>") && !body.name().equals("<clinit>"))
            .anyMatch(
                body ->
                    body.isSynchronized()
                        || body.ops().stream()
                            .anyMatch(op -> Locks.orders(c.code(), op) && !op.calls("sleep")));
    if (others) {
      return null;
    }
    for (int step : new int[] {p.first(), p.second()}) {
      for (int i = c.trail().before(c.trail().thread(step), step);
          i >= 0;
          i = c.trail().before(c.trail().thread(step), i)) {
        boolean pauses =
            c.trail().at(i).action() == Action.SLEEP
                && c.ops(i).stream()
                    .anyMatch(
                        op -> op.calls("sleep") && op.args().get(0).kind() != Sym.Kind.CONSTANT);
        if (pauses && c.sameBody(i, step)) {
          return named(
              c,
              p,
              "sleep-orders-threads",
              "; the sleep of %s in line %d orders nothing"
                  .formatted(c.trail().thread(i), c.line(i)));
        }
      }
    }
    return null;
  }

  /**
   * The variable is read, changed and written back in one go by both threads, and neither holds a
   * lock; the method tries nothing that would keep others out.
   */
  static @Nullable Diagnosis plainCount(Case c) {
    RacingPair p = c.racingPair();
    if (p == null
        || !c.trail().held(p.first()).isEmpty()
        || !c.trail().held(p.second()).isEmpty()
        || c.line(p.first()) != c.line(p.second())) {
      return null;
    }
    for (Op put : c.ops(p.second())) {
      boolean writes = put.what() == Op.What.PUT || put.what() == Op.What.ELEMENT_PUT;
      boolean own =
          writes
              && put.body().ops().stream()
                  .anyMatch(
                      get ->
                          (get.what() == Op.What.GET || get.what() == Op.What.ELEMENT_GET)
                              && get.name().equals(put.name())
                              && get.line() == put.line()
                              && put.args().get(0).from().contains(get.index()));
      boolean guarded =
          put.body().ops().stream()
              .anyMatch(
                  op ->
                      op.what() == Op.What.ENTER && !put.held().isEmpty()
                          // What a lock() of the student's own keeps out is not seen.
                          || op.calls("lock") && (!op.isPlatform() || !put.held().isEmpty())
                          || op.calls(
                              "tryLock",
                              "acquire",
                              "tryAcquire",
                              "compareAndSet",
                              "getAndSet",
                              "await",
                              "wait"));
      if (own && !guarded && !put.body().isSynchronized()) {
        return named(c, p, "no-lock", "; each adds to what it has read, and no lock is held");
      }
    }
    return null;
  }

  /**
   * A method that anybody may call reads the variable, with nothing in it that orders threads, and
   * a task writes it, as plainly, on the one thread of a pool.
   */
  static @Nullable Diagnosis pastTheOwner(Case c) {
    RacingPair p = c.racingPair();
    if (p == null
        || !c.trail().held(p.first()).isEmpty()
        || !c.trail().held(p.second()).isEmpty()) {
      return null;
    }
    int task = c.trail().thread(p.first()).startsWith("pool-") ? p.first() : p.second();
    int other = task == p.first() ? p.second() : p.first();
    Code.Field field = c.field(other);
    if (field == null
        || !c.trail().thread(task).startsWith("pool-")
        || c.trail().thread(other).startsWith("pool-")) {
      return null;
    }
    boolean bare =
        Stream.of(task, other)
            .flatMap(step -> c.bodies(step).stream())
            .allMatch(
                body ->
                    !body.isSynchronized()
                        && body.ops().stream()
                            .noneMatch(op -> Locks.orders(c.code(), op) && !op.calls("sleep")));
    return bare && c.bodies(other).stream().noneMatch(body -> body.name().startsWith("lambda$"))
        ? named(c, p, "no-lock", "; only the tasks run one after the other")
        : null;
  }

  /**
   * A method that looks at a plain field, and locks and looks again only if it was null; the race
   * is on that field, or on what it points to, and one side holds no lock.
   */
  static @Nullable Diagnosis doubleChecked(Case c) {
    RacingPair p = c.racingPair();
    if (p == null) {
      return null;
    }
    for (Body body : c.bodies(p.second())) {
      for (Op put : body.ops()) {
        Code.Field field = put.what() == Op.What.PUT ? c.code().field(put) : null;
        if (field == null || field.isVolatile() || field.isFinal() || field.isPrimitive()) {
          continue;
        }
        List<Op> looks =
            body.ops(Op.What.GET)
                .filter(get -> get.index() < put.index() && field.equals(c.code().field(get)))
                .filter(
                    get ->
                        body.ops(Op.What.IF)
                            .anyMatch(
                                test -> test.index() < put.index() && test.dependsOn(get.index())))
                .toList();
        if (looks.size() == 2
            && looks.get(0).held().isEmpty()
            && !looks.get(1).held().isEmpty()
            && !put.held().isEmpty()) {
          return named(
              c,
              p,
              "double-checked-locking",
              "; the first look in line %d takes no lock".formatted(looks.get(0).line()));
        }
      }
    }
    return null;
  }

  /**
   * The reader stands in a loop that does nothing but look at the plain field, and takes no lock.
   */
  static @Nullable Diagnosis spinning(Case c) {
    RacingPair p = c.racingPair();
    if (p == null) {
      return null;
    }
    for (int step : new int[] {p.first(), p.second()}) {
      if (c.trail().held(step).isEmpty() && !Trail.writes(c.trail().at(step))) {
        for (Op get : c.ops(step)) {
          if (get.what() == Op.What.GET && Locks.isEmptyLoop(c.code(), get)) {
            return named(c, p, "busy-wait", ", in a loop that does nothing but look at it");
          }
        }
      }
    }
    return null;
  }
}
