package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Step;

/**
 * Writes down what happens in one execution, at the level of the student's source. Used only when a
 * failing schedule is run again to be shown. Never calls a method of the student's.
 */
final class Tracer {
  private static final int MAX_STEPS = 4000;
  private static final int MAX_TEXT = 24;

  private static final Set<String> LOCKING =
      Set.of(
          "lock",
          "lockInterruptibly",
          "acquire",
          "acquireUninterruptibly",
          "readLock",
          "writeLock",
          "readLockInterruptibly",
          "writeLockInterruptibly");
  private static final Set<String> UNLOCKING =
      Set.of("unlock", "release", "unlockRead", "unlockWrite");
  private static final Set<String> SIGNALLING = Set.of("signal", "signalAll");

  private final World world;
  private final List<Step> steps = new ArrayList<>();

  /** Whether what happens from now on is not part of the story. */
  private boolean over;

  private final List<Integer> siteOfStep = new ArrayList<>();
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<Object, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, Integer> numbered = new HashMap<>();
  private final Map<Strand, PendingCall> calls = new HashMap<>();
  private final Map<Strand, Throwable> thrown = new HashMap<>();
  private @Nullable PendingAccess access;

  private record PendingAccess(Strand strand, String subject, int site, boolean write) {}

  private static final class PendingCall {
    final int site;
    final String receiver;
    final List<String> arguments = new ArrayList<>();

    PendingCall(int site, String receiver) {
      this.site = site;
      this.receiver = receiver;
    }
  }

  Tracer(World world) {
    this.world = world;
  }

  /** The story is over: the scenario only looks at what came of it. */
  void ends() {
    over = true;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  String typeOf(int site) {
    return world.site(site).type();
  }

  // ---------------------------------------------------------------------------------------- texts

  static String number(int value, String descriptor) {
    return switch (descriptor) {
      case "Z" -> Boolean.toString(value != 0);
      case "C" -> "'" + (char) value + "'";
      default -> Integer.toString(value);
    };
  }

  /** A short text for a value, without running any code of the student's. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String string) {
      return '"' + shorten(string) + '"';
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof Character) {
      return value.getClass().getName().startsWith("java.lang.")
          ? value.toString()
          : simpleName(value);
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? "Optional[" + text(optional.get()) + "]" : "Optional.empty";
    }
    if (value instanceof Thread thread) {
      return thread.getName();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return simpleName(value);
  }

  private static String shorten(String string) {
    return string.length() <= MAX_TEXT ? string : string.substring(0, MAX_TEXT - 1) + "…";
  }

  private static String simpleName(Object value) {
    String name = task(value.getClass()).getSimpleName();
    return name.isEmpty() || value.getClass().isSynthetic() ? "a function" : name;
  }

  /**
   * Of a task that a pool makes inside, such as ForkJoinTask.AdaptedCallable, what it is a kind of.
   */
  private static Class<?> task(Class<?> type) {
    if (!World.isCopy(type) || !type.isMemberClass()) {
      return type;
    }
    Class<?> known = type;
    while (known.isMemberClass()) {
      known = known.getSuperclass();
    }
    return known.getSimpleName().endsWith("Task") ? known : type;
  }

  String nameOf(Object object) {
    Object named = object instanceof Shadow shadow ? shadow.object : object;
    String name = names.get(named);
    if (name != null) {
      return name;
    }
    if (named instanceof Class<?> type) {
      return type.getSimpleName() + ".class";
    }
    String type = simpleName(named);
    String byType = numbered(type, number(named));
    return used.putIfAbsent(byType, 1) == null ? named(named, byType) : name(named, type);
  }

  private String named(Object object, String name) {
    names.put(object, name);
    return name;
  }

  /** Which of the objects of its class it is, in the order in which they appear. */
  private int number(Object object) {
    Integer known = numbers.get(object);
    if (known != null) {
      return known;
    }
    int number = numbered.merge(simpleName(object), 1, Integer::sum);
    numbers.put(object, number);
    return number;
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + "#" + number;
  }

  /** A field's name; with a number if it is not the first object's of that class. */
  private String field(@Nullable Object owner, int site) {
    Object object = owner instanceof Shadow shadow ? shadow.object : owner;
    String member = world.site(site).member();
    return object == null || object instanceof Class<?> ? member : numbered(member, number(object));
  }

  /** Gives the object a name of its own: the second "lock" is "lock#2". */
  private String name(Object object, String wanted) {
    String known = names.get(object);
    if (known != null) {
      return known;
    }
    return named(object, numbered(wanted, used.merge(wanted, 1, Integer::sum)));
  }

  // ---------------------------------------------------------------------------------------- events

  private void add(Strand strand, int site, Action action, String subject, @Nullable String value) {
    add(strand, site, action, subject, value, null);
  }

  private void add(
      Strand strand,
      int site,
      Action action,
      String subject,
      @Nullable String value,
      @Nullable String note) {
    Site where = world.site(site);
    if (where.file() == null || over || steps.size() >= MAX_STEPS) {
      return;
    }
    steps.add(new Step(strand.name(), where.file(), where.line(), action, subject, value, note));
    siteOfStep.add(site);
  }

  private void flush(Strand strand) {
    PendingCall call = calls.get(strand);
    // A lock is taken when the call that takes it returns, and not at all if that throws.
    if (call != null && !LOCKING.contains(world.site(call.site).member())) {
      done(strand);
    }
  }

  private void done(Strand strand) {
    PendingCall call = calls.remove(strand);
    if (call != null) {
      Site where = world.site(call.site);
      add(strand, call.site, actionOf(where.member()), callText(call), null, whyAwake(strand));
    }
  }

  /** A wait that has just ended without any reason is the step to look at. */
  private static @Nullable String whyAwake(Strand strand) {
    boolean byNobody = strand.wokenByNobody;
    strand.wokenByNobody = false;
    return byNobody ? Step.SPURIOUS : null;
  }

  void event(Strand me, Action action, int site, String subject, @Nullable String value) {
    flush(me);
    add(me, site, action, subject, value);
  }

  void accesses(Strand me, Object object, int site, boolean write) {
    Site where = world.site(site);
    access = new PendingAccess(me, field(object, site), site, write);
    if (where.member().equals("[]") || where.owner().startsWith("java/")) {
      flush(me);
      add(
          me,
          site,
          write ? Action.WRITE : Action.READ,
          where.member().equals("[]")
              ? "an element of " + nameOf(object)
              : nameOf(object) + "." + where.member() + "()",
          null);
      access = null;
    }
  }

  void value(int site, String text) {
    PendingAccess pending = access;
    if (pending != null && pending.site == site) {
      access = null;
      flush(pending.strand);
      add(pending.strand, site, pending.write ? Action.WRITE : Action.READ, pending.subject, text);
    }
  }

  void objectValue(int site, @Nullable Object value) {
    if (value != null) {
      if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        name(value, world.site(site).member());
      }
    }
    value(site, text(value));
  }

  void wants(Strand me, Object object, int site) {
    flush(me);
  }

  void entered(Strand me, Object object, int site) {
    add(me, site, Action.LOCK, nameOf(object), null);
  }

  void exited(Strand me, Object object, int site) {
    flush(me);
    if (!me.execution.holds(me, object)) {
      add(me, site, Action.UNLOCK, nameOf(object), null);
    }
  }

  void waits(Strand me, Object object, int site) {
    flush(me);
    add(me, site, Action.WAIT, nameOf(object), null);
  }

  void resumed(Strand me, Object object, int site) {
    add(me, site, Action.RESUME, nameOf(object), null, whyAwake(me));
  }

  void notified(Strand me, Object object, boolean all, int woken, int site) {
    flush(me);
    add(
        me,
        site,
        Action.NOTIFY,
        nameOf(object),
        woken == 0 ? "nobody waits" : woken == 1 ? "1 thread" : woken + " threads");
  }

  void calls(Strand me, Object receiver, int site) {
    flush(me);
    calls.put(me, new PendingCall(site, nameOf(receiver)));
  }

  void argument(@Nullable Object argument) {
    Strand me = Carrier.currentStrand();
    PendingCall call = me == null ? null : calls.get(me);
    if (call != null) {
      call.arguments.add(text(argument));
    }
  }

  void returned(Strand me, int site) {
    done(me);
  }

  void returned(Strand me, int site, @Nullable Object result) {
    PendingCall call = calls.remove(me);
    if (call != null) {
      add(
          me,
          site,
          actionOf(world.site(site).member()),
          callText(call),
          text(result),
          whyAwake(me));
    }
  }

  private static Action actionOf(String method) {
    if (LOCKING.contains(method)) {
      return Action.LOCK;
    }
    if (UNLOCKING.contains(method)) {
      return Action.UNLOCK;
    }
    if (SIGNALLING.contains(method)) {
      return Action.NOTIFY;
    }
    return method.startsWith("await") ? Action.WAIT : Action.CALL;
  }

  private String callText(PendingCall call) {
    Site where = world.site(call.site);
    return switch (actionOf(where.member())) {
      case LOCK, UNLOCK, NOTIFY, WAIT -> call.receiver;
      default ->
          call.receiver + "." + where.member() + "(" + String.join(", ", call.arguments) + ")";
    };
  }

  /** The strand cannot go on; says what it waits for. */
  void blocked(Strand me) {
    PendingCall call = calls.get(me);
    if (call != null && me.waitsFor != null && !(me.waitsFor instanceof Shadow)) {
      // The lock's inner part, or its condition: the student knows it as the object he called.
      names.putIfAbsent(me.waitsFor, call.receiver);
    }
    switch (me.state) {
      case ENTERING -> {
        if (me.waitsFor != null && me.wake == Strand.Wake.NONE) {
          add(me, me.site, Action.BLOCKED, nameOf(me.waitsFor), null);
        }
      }
      case PARKED -> {
        if (call != null) {
          Site where = world.site(call.site);
          boolean locking = LOCKING.contains(where.member());
          add(
              me,
              call.site,
              locking ? Action.BLOCKED : Action.WAIT,
              locking || where.member().startsWith("await")
                  ? call.receiver
                  : call.receiver + "." + where.member() + "()",
              null);
        }
      }
      default -> {
        // Sleeping and joining have been written down already.
      }
    }
  }

  /** A waiting strand is interrupted, perhaps by somebody whose own steps are not shown. */
  void interrupted(Strand target) {
    PendingCall call = calls.get(target);
    int site = call == null ? target.site : call.site;
    flush(target);
    add(target, site, Action.RESUME, "", "interrupted");
  }

  /** An access that races with an earlier one; the execution ends before its value is known. */
  void raced(Strand me, Object object, int site, boolean write) {
    accesses(me, object, site, write);
    PendingAccess pending = access;
    if (pending != null) {
      access = null;
      flush(me);
      add(me, site, write ? Action.WRITE : Action.READ, pending.subject, null);
    }
  }

  /** The strand calls a function object. */
  void callback(Strand me, Object function, int site, String argument) {
    Site where = world.site(site);
    String owner = where.owner().substring(where.owner().lastIndexOf('/') + 1);
    String name = names.getOrDefault(function, owner);
    event(me, Action.CALLBACK, site, name + "." + where.member() + "(" + argument + ")", null);
  }

  void threw(Strand me, Throwable thrown) {
    threw(me, thrown, me.site);
  }

  /** An exception comes by; where it does so again, that is no news. */
  void threw(Strand me, Throwable thrown, int site) {
    if (this.thrown.put(me, thrown) != thrown) {
      event(me, Action.THROW, site, thrown.getClass().getSimpleName(), null);
    }
  }

  void ended(Strand me) {
    flush(me);
  }
}
