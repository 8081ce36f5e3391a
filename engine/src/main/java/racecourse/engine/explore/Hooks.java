package racecourse.engine.explore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.Date;
import java.util.Spliterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;

/**
 * What rewritten code calls instead of the JVM and the JDK. Public, with public methods, because
 * that code lives in other packages; nobody else may call it. Called by a thread without a strand
 * (while a grader is being set up), a hook does what the original would have done.
 *
 * <p>The last argument {@code site} is a {@link Site}'s number; 0 inside copied JDK classes, where
 * there are no scheduling points.
 */
@SuppressWarnings({"unused", "checkstyle:all"})
public final class Hooks {
  private Hooks() {}

  private static @Nullable Strand me() {
    return Carrier.currentStrand();
  }

  // ---------------------------------------------------------------------------------------- points
  // and aborts

  public static void point(int site) {
    Strand me = me();
    if (me != null) {
      me.execution.point(me, site);
    }
  }

  /**
   * A call on a weakly consistent collection goes to its first element, before which it is the
   * call's own point, or from one to the next: what others do meanwhile is seen in part.
   */
  public static void advances() {
    Strand me = me();
    if (me == null) {
      return;
    }
    if (me.traverses) {
      amid();
    }
    me.traverses = true;
  }

  public static void loop() {
    Strand me = me();
    if (me != null) {
      me.execution.loop(me);
    }
  }

  /** Called first in every handler that could catch an abort. */
  public static void handler(Throwable caught) throws Throwable {
    if (caught instanceof Abort) {
      throw caught;
    }
  }

  /**
   * Student code is about to call a function that may be the scenario's, and so may be observed.
   */
  public static void function(@Nullable Object function, int site) {
    functionPoint(function, "", site);
  }

  /** The same, with what the function is given. */
  public static void function(@Nullable Object function, @Nullable Object argument, int site) {
    functionPoint(function, tracer() == null ? "" : Tracer.text(argument), site);
  }

  public static void function(@Nullable Object function, int argument, int site) {
    functionPoint(function, tracer() == null ? "" : Integer.toString(argument), site);
  }

  public static void function(@Nullable Object function, boolean argument, int site) {
    functionPoint(function, tracer() == null ? "" : Boolean.toString(argument), site);
  }

  public static void function(@Nullable Object function, long argument, int site) {
    functionPoint(function, tracer() == null ? "" : Long.toString(argument), site);
  }

  public static void function(@Nullable Object function, double argument, int site) {
    functionPoint(function, tracer() == null ? "" : Double.toString(argument), site);
  }

  private static void functionPoint(@Nullable Object function, String argument, int site) {
    Strand me = me();
    if (me != null) {
      me.execution.point(me, site);
      Tracer tracer = me.execution.tracer;
      if (tracer != null && function != null && me.execution.world.isForeign(function)) {
        tracer.callback(me, function, site, argument);
      }
    }
  }

  /** A function that student code has called did not return; it may be an abort. */
  public static void functionThrew(Throwable thrown, int site) {
    Strand me = me();
    if (me != null && me.execution.tracer != null && !(thrown instanceof Abort)) {
      me.execution.tracer.threw(me, thrown, site);
    }
  }

  /**
   * A copied JDK class is about to call this function object; scenario and student code is
   * observable from here on.
   */
  public static void callback(Object target) {
    Strand me = me();
    if (me != null && me.execution.world.isForeign(target)) {
      me.execution.point(me, me.site);
    }
  }

  /** Whether a stream of the JDK's, from which nothing has been taken yet, is parallel. */
  public static boolean isParallel(Object stream) {
    return ((BaseStream<?, ?>) stream).isParallel();
  }

  /** What a stream of the JDK's, from which nothing has been taken yet, would take from. */
  public static Spliterator<?> spliterator(Object stream) {
    return ((BaseStream<?, ?>) stream).spliterator();
  }

  /**
   * A call on a copied JDK object is not over, and others see what it has done so far, or it sees
   * what they do: between two elements of a weakly consistent collection, and when student code
   * that overrides one of its methods is called, perhaps by the object itself.
   */
  public static void amid() {
    Strand me = me();
    if (me != null) {
      me.execution.point(me, me.site);
    }
  }

  // ----------------------------------------------------------------------------------------
  // monitors

  public static void monitorEnter(Object object, int site) {
    Strand me = me();
    if (me == null) {
      return;
    }
    if (object == null) {
      throw new NullPointerException("Cannot enter synchronized block because the value is null");
    }
    Execution execution = me.execution;
    if (site != 0) {
      if (!execution.holds(me, object)) {
        execution.point(me, site);
      }
      Tracer tracer = execution.tracer;
      if (tracer != null) {
        tracer.wants(me, object, site);
        execution.enter(me, object);
        tracer.entered(me, object, site);
        return;
      }
    }
    execution.enter(me, object);
  }

  public static void monitorExit(Object object, int site) {
    Strand me = me();
    if (me == null) {
      return;
    }
    if (me.execution.aborted) {
      throw Abort.fly();
    }
    me.execution.exit(me, object);
    if (site != 0 && me.execution.tracer != null) {
      me.execution.tracer.exited(me, object, site);
    }
  }

  public static void await(Object object, int site) throws InterruptedException {
    await(object, 0L, site);
  }

  public static void await(Object object, long millis, int nanos, int site)
      throws InterruptedException {
    await(object, nanos > 0 && millis < Long.MAX_VALUE ? millis + 1 : millis, site);
  }

  public static void await(Object object, long millis, int site) throws InterruptedException {
    Strand me = me();
    if (me == null) {
      throw new IllegalStateException("wait() outside of a run");
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    if (site != 0) {
      me.execution.point(me, site);
      Tracer tracer = me.execution.tracer;
      if (tracer != null) {
        tracer.waits(me, object, site);
      }
    }
    me.execution.await(me, object, nanos(millis), site != 0);
    if (site != 0 && me.execution.tracer != null) {
      me.execution.tracer.resumed(me, object, site);
    }
  }

  public static void notifyOne(Object object, int site) {
    signal(object, false, site);
  }

  public static void notifyAll(Object object, int site) {
    signal(object, true, site);
  }

  private static void signal(Object object, boolean all, int site) {
    Strand me = me();
    if (me == null) {
      return;
    }
    if (me.execution.aborted) {
      throw Abort.fly();
    }
    int woken = me.execution.signal(me, object, all);
    if (site != 0 && me.execution.tracer != null) {
      me.execution.tracer.notified(me, object, all, woken, site);
    }
  }

  public static boolean holdsLock(Object object, int site) {
    Strand me = me();
    return me != null && me.execution.holds(me, object);
  }

  private static long nanos(long millis) {
    return millis > Long.MAX_VALUE / 1_000_000L ? Long.MAX_VALUE : millis * 1_000_000L;
  }

  // ---------------------------------------------------------------------------------------- fields
  // and arrays

  public static void beforeGet(@Nullable Object object, int site) {
    Strand me = me();
    if (me != null && object != null) {
      Races.read(me, object, site);
    }
  }

  public static void beforePut(@Nullable Object object, int site) {
    Strand me = me();
    if (me != null && object != null) {
      Races.write(me, object, site);
    }
  }

  public static void beforeVolatileGet(@Nullable Object object, int site) {
    Strand me = me();
    if (me != null && object != null) {
      Races.volatileRead(me, object, site);
    }
  }

  public static void beforeVolatilePut(@Nullable Object object, int site) {
    Strand me = me();
    if (me != null && object != null) {
      Races.volatileWrite(me, object, site);
    }
  }

  public static void beforeArrayGet(@Nullable Object array, int index, int site) {
    Strand me = me();
    if (me != null && array != null) {
      Races.element(me, array, index, site, false);
    }
  }

  /** A method of the JDK reads elements from {@code from} to before {@code to}, or a collection. */
  public static void bulkRead(@Nullable Object accessed, int from, int to, int site) {
    Strand me = me();
    if (me != null && accessed != null) {
      Races.bulk(me, accessed, from, to, site, false);
    }
  }

  /** The same for writing. */
  public static void bulkWrite(@Nullable Object accessed, int from, int to, int site) {
    Strand me = me();
    if (me != null && accessed != null) {
      Races.bulk(me, accessed, from, to, site, true);
    }
  }

  public static void beforeArrayPut(@Nullable Object array, int index, int site) {
    Strand me = me();
    if (me != null && array != null) {
      Races.element(me, array, index, site, true);
    }
  }

  // Values, for the trace: after a read, before a write. One overload for each computational type.

  public static void value(int value, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.value(site, Tracer.number(value, tracer.typeOf(site)));
    }
  }

  public static void value(long value, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.value(site, Long.toString(value));
    }
  }

  public static void value(float value, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.value(site, Float.toString(value));
    }
  }

  public static void value(double value, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.value(site, Double.toString(value));
    }
  }

  public static void value(@Nullable Object value, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.objectValue(site, value);
    }
  }

  private static @Nullable Tracer tracer() {
    Strand me = me();
    return me == null ? null : me.execution.tracer;
  }

  // ---------------------------------------------------------------------------------------- calls
  // from student code

  /** Before a call on a copied JDK object. */
  public static void beforeCall(@Nullable Object receiver, int site) {
    Strand me = me();
    if (me != null && receiver != null) {
      me.execution.point(me, site);
      me.traverses = false;
      me.atValue = me.execution.meeting != null && World.isValue(receiver);
      if (me.optimistic) {
        Races.beforeCall(me, me.execution.world.site(site));
      }
      Tracer tracer = me.execution.tracer;
      if (tracer != null) {
        tracer.calls(me, receiver, site);
      }
    }
  }

  /**
   * Before a call on a JDK object that is not copied: a collection that is not thread-safe counts
   * as one variable.
   */
  public static void beforeJdkCall(@Nullable Object receiver, int site) {
    Strand me = me();
    if (me != null && receiver != null) {
      if (World.isCopied(receiver)) {
        // Called by an interface that is not copied, such as java.util.Map.
        beforeCall(receiver, site);
      } else if (receiver instanceof StringBuffer) {
        beforeCall(receiver, site);
        Races.acquire(me, receiver);
        Races.release(me, receiver);
      } else {
        Races.collection(me, receiver, site);
      }
    }
  }

  /**
   * A synchronized collection is about to call the collection inside it, on behalf of the code that
   * has called it.
   */
  public static void beforeInnerCall(@Nullable Object inner, boolean write) {
    Strand me = me();
    if (me != null && inner != null) {
      Races.inner(me, inner, write);
    }
  }

  /** How often a list has been changed, for copies of its subclasses' parts. */
  public static int modCount(AbstractList<?> list) {
    return (int) MOD_COUNT.get(list);
  }

  private static final VarHandle MOD_COUNT;

  static {
    try {
      MOD_COUNT =
          MethodHandles.privateLookupIn(AbstractList.class, MethodHandles.lookup())
              .findVarHandle(AbstractList.class, "modCount", int.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The explorer needs java.base/java.util opened to it.", e);
    }
  }

  /** Before a call that reads or writes one element of a list. */
  public static void beforeElementCall(@Nullable Object receiver, int index, int site) {
    Strand me = me();
    if (me != null && receiver != null) {
      if (Collections.isOfElements(receiver.getClass())) {
        Races.elementOfList(me, receiver, index, site);
      } else {
        beforeJdkCall(receiver, site);
      }
    }
  }

  /** Before a call that reads or writes one value of a map; putting a new key changes the map. */
  public static void beforeKeyCall(@Nullable Object receiver, @Nullable Object key, int site) {
    Strand me = me();
    if (me != null && receiver != null) {
      if (key != null && Collections.hasKey(receiver, key)) {
        Races.valueOfMap(me, receiver, key, site);
      } else {
        beforeJdkCall(receiver, site);
      }
    }
  }

  /** Before a collection is handed to the JDK, which will read it. */
  public static void beforeHandOver(@Nullable Object collection, int site) {
    Strand me = me();
    if (me != null && collection != null) {
      Races.collectionRead(me, collection, site);
    }
  }

  /** The JDK object {@code result} came out of {@code receiver}, and may be a view of it. */
  public static void view(@Nullable Object receiver, @Nullable Object result) {
    Strand me = me();
    if (me != null && receiver != null && result != null) {
      Races.view(me, receiver, result);
    }
  }

  public static void argument(@Nullable Object argument, int site) {
    Tracer tracer = tracer();
    if (tracer != null) {
      tracer.argument(argument);
    }
  }

  public static void afterCall(@Nullable Object result, int site) {
    Strand me = returned();
    if (me != null && me.execution.tracer != null) {
      me.execution.tracer.returned(me, site, result);
    }
  }

  private static @Nullable Strand returned() {
    Strand me = me();
    if (me != null) {
      me.atValue = false;
    }
    return me;
  }

  public static void afterCall(int result, int site) {
    Strand me = returned();
    if (me != null && me.optimistic) {
      Races.afterCall(me, me.execution.world.site(site));
    }
    if (me != null && me.execution.tracer != null) {
      Tracer tracer = me.execution.tracer;
      tracer.returned(
          me, site, tracer.typeOf(site).endsWith("Z") ? (Object) (result != 0) : (Object) result);
    }
  }

  public static void afterCall(int site) {
    Strand me = returned();
    if (me != null) {
      Races.afterCall(me, me.execution.world.site(site));
    }
    if (me != null && me.execution.tracer != null) {
      me.execution.tracer.returned(me, site);
    }
  }

  /** Whether this wait of the student's on a condition returns for no reason. */
  public static boolean spurious(int site) {
    Strand me = me();
    return me != null && me.execution.spurious(me);
  }

  // ----------------------------------------------------------------------------------------
  // VarHandle, Unsafe, volatile fields

  public static void acquire(@Nullable Object object) {
    Strand me = me();
    if (me != null && object != null) {
      Races.acquire(me, object);
    }
  }

  public static void release(@Nullable Object object) {
    Strand me = me();
    if (me != null && object != null) {
      Races.release(me, object);
    }
  }

  public static void acquireRelease(@Nullable Object object) {
    Strand me = me();
    if (me != null && object != null) {
      Races.acquire(me, object);
      Races.release(me, object);
    }
  }

  /** A field updater accesses a volatile field of the student's. */
  public static void update(@Nullable Object object) {
    Strand me = me();
    if (me != null && object != null) {
      Races.update(me, object);
    }
  }

  /**
   * An access by a variable handle in student code; the mode is made of the flags in {@link Races}.
   */
  public static void handle(VarHandle handle, @Nullable Object object, int mode, int site) {
    Strand me = me();
    if (me != null) {
      Races.handle(me, handle, object, mode, site);
    }
  }

  /** Remembers which field a variable handle stands for. */
  public static VarHandle found(VarHandle handle, Class<?> owner, String name) {
    World.of(owner).remember(handle, owner, name);
    return handle;
  }

  // ----------------------------------------------------------------------------------------
  // threads

  public static Thread currentThread(int site) {
    Strand me = me();
    return me == null ? Thread.currentThread() : me.thread;
  }

  /** A thread object has just been made; it must not take after the carrier. */
  public static void made(Thread thread, boolean named, int site) {
    Strand me = me();
    if (me == null) {
      return;
    }
    thread.setDaemon(me.thread.isDaemon());
    if (thread.getPriority() != me.thread.getPriority()) {
      thread.setPriority(me.thread.getPriority());
    }
    if (!named) {
      thread.setName("Thread-" + me.execution.nextThreadNumber(me));
    }
    Locals.inherit(me, thread);
  }

  public static void start(Thread thread, int site) {
    start(thread, () -> runThread(thread), site);
  }

  /** Starts a thread for the JDK, and does something more when it ends. */
  public static void startThen(Thread thread, Runnable atEnd) {
    start(
        thread,
        () -> {
          runThread(thread);
          atEnd.run();
        },
        0);
  }

  private static void start(Thread thread, Runnable body, int site) {
    Strand me = me();
    if (me == null) {
      thread.start();
      return;
    }
    Execution execution = me.execution;
    if (site != 0) {
      execution.point(me, site);
    } else if (execution.aborted) {
      throw Abort.fly();
    }
    if (execution.strandOf(thread) != null) {
      throw new IllegalThreadStateException();
    }
    Strand strand = execution.start(me, thread, false, body);
    Locals.handOver(thread, strand);
    if (execution.tracer != null && site != 0) {
      execution.tracer.event(me, Action.START, site, strand.name(), null);
    }
  }

  @SuppressWarnings(
      "DoNotCall") // The strand's carrier stands in for the thread, which is never started.
  private static void runThread(Thread thread) {
    try {
      thread.run();
    } catch (Throwable thrown) {
      if (thrown instanceof Abort) {
        throw Abort.fly();
      }
      Strand me = me();
      if (me != null) {
        me.thrown = thrown;
        if (me.execution.tracer != null) {
          me.execution.tracer.threw(me, thrown);
        }
      }
      if (me != null) {
        me.execution.observe(me, thread);
      }
      Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
      if (handler != null && !(handler instanceof ThreadGroup)) {
        handler.uncaughtException(thread, thrown);
      }
    }
  }

  public static void join(Thread thread, int site) throws InterruptedException {
    join(thread, 0L, site);
  }

  public static void join(Thread thread, long millis, int nanos, int site)
      throws InterruptedException {
    join(thread, nanos > 0 ? millis + 1 : millis, site);
  }

  public static boolean join(Thread thread, Duration duration, int site)
      throws InterruptedException {
    Strand me = me();
    Strand target = me == null ? null : me.execution.strandOf(thread);
    if (me == null || target == null) {
      throw new IllegalThreadStateException("Thread not started");
    }
    return me.execution.join(me, target, Math.max(1, duration.toNanos()));
  }

  public static void join(Thread thread, long millis, int site) throws InterruptedException {
    Strand me = me();
    if (me == null) {
      thread.join(millis);
      return;
    }
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    Execution execution = me.execution;
    if (site != 0) {
      execution.point(me, site);
    }
    Strand target = execution.strandOf(thread);
    if (target == null) {
      execution.checkInterrupt(me);
      return;
    }
    if (execution.tracer != null && site != 0) {
      execution.tracer.event(me, Action.JOIN, site, target.name(), null);
    }
    execution.join(me, target, nanos(millis));
  }

  public static void sleep(long millis, int site) throws InterruptedException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout value is negative");
    }
    sleepNanos(nanos(millis), site);
  }

  public static void sleep(long millis, int nanos, int site) throws InterruptedException {
    sleepNanos(nanos(millis) + nanos, site);
  }

  public static void sleep(Duration duration, int site) throws InterruptedException {
    sleepNanos(Math.max(0, duration.toNanos()), site);
  }

  private static void sleepNanos(long nanos, int site) throws InterruptedException {
    Strand me = me();
    if (me == null) {
      Thread.sleep(nanos / 1_000_000L);
      return;
    }
    if (site != 0) {
      me.site = site;
      if (me.execution.tracer != null) {
        me.execution.tracer.event(me, Action.SLEEP, site, nanos / 1_000_000L + " ms", null);
      }
    }
    me.execution.sleep(me, nanos);
  }

  public static void yieldThread(int site) {
    Strand me = me();
    if (me != null) {
      if (site != 0) {
        me.site = site;
        me.execution.giveWay(me);
      } else {
        me.execution.loop(me);
        if (me.loops % 64 == 0) {
          me.execution.giveWay(me);
        }
      }
    }
  }

  public static void onSpinWait(int site) {
    yieldThread(site);
  }

  public static void interrupt(Thread thread, int site) {
    Strand me = me();
    if (me == null) {
      thread.interrupt();
      return;
    }
    if (site != 0) {
      me.execution.point(me, site);
    }
    Strand target = me.execution.strandOf(thread);
    if (site != 0 && me.execution.tracer != null) {
      String name = target == null ? thread.getName() : target.name();
      me.execution.tracer.event(me, Action.INTERRUPT, site, name, null);
    }
    if (target != null && !target.ended()) {
      me.execution.interrupt(me, target);
    }
  }

  public static boolean isInterrupted(Thread thread, int site) {
    Strand me = me();
    if (me == null) {
      return thread.isInterrupted();
    }
    if (site != 0) {
      me.execution.point(me, site);
    }
    Strand target = me.execution.strandOf(thread);
    me.execution.observe(me, thread);
    if (target == null || !target.interrupted) {
      return false;
    }
    if (target == me) {
      me.execution.learnOfInterrupt(me);
    }
    return true;
  }

  public static boolean interrupted(int site) {
    Strand me = me();
    if (me == null) {
      return Thread.interrupted();
    }
    if (site != 0) {
      me.execution.point(me, site);
    }
    boolean was = me.interrupted;
    me.learn(was ? 1 : 0);
    if (was) {
      me.execution.clearInterrupt(me);
    }
    return was;
  }

  public static boolean isAlive(Thread thread, int site) {
    Strand me = me();
    if (me == null) {
      return thread.isAlive();
    }
    if (site != 0) {
      me.execution.point(me, site);
    }
    Strand target = me.execution.strandOf(thread);
    me.execution.observe(me, thread);
    if (target != null && target.ended()) {
      me.clock.join(target.clock);
    }
    return target != null && !target.ended();
  }

  public static Thread.State getState(Thread thread, int site) {
    Strand me = me();
    if (me == null) {
      return thread.getState();
    }
    if (site != 0) {
      me.execution.point(me, site);
    }
    Strand target = me.execution.strandOf(thread);
    me.execution.observe(me, thread);
    if (target == null) {
      return Thread.State.NEW;
    }
    me.learn(target.state.ordinal());
    if (target.ended()) {
      // Whoever detects the end comes after it, in whatever way he does so (JLS 17.4.4).
      me.clock.join(target.clock);
    }
    return switch (target.state) {
      case RUNNABLE -> Thread.State.RUNNABLE;
      case ENTERING -> Thread.State.BLOCKED;
      case ENDED -> Thread.State.TERMINATED;
      default -> target.timed() ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
    };
  }

  public static void setDaemon(Thread thread, boolean daemon, int site) {
    Strand me = me();
    if (me != null && me.execution.strandOf(thread) != null) {
      throw new IllegalThreadStateException();
    }
    thread.setDaemon(daemon);
  }

  /** Once the thread runs, what it does may come before it has its name. */
  public static void setName(Thread thread, String name, int site) {
    changeIfStarted(thread, site);
    thread.setName(name);
  }

  public static String getName(Thread thread, int site) {
    Strand me = me();
    if (me != null && site != 0) {
      me.execution.observe(me, thread);
    }
    return thread.getName();
  }

  public static void setUncaughtExceptionHandler(
      Thread thread, Thread.UncaughtExceptionHandler handler, int site) {
    changeIfStarted(thread, site);
    thread.setUncaughtExceptionHandler(handler);
  }

  private static void changeIfStarted(Thread thread, int site) {
    Strand me = me();
    if (me != null && site != 0 && me.execution.strandOf(thread) != null) {
      me.execution.point(me, site);
      me.execution.change(me, thread);
    }
  }

  /** A number that is the same in every execution with the same choices. */
  public static long threadId(Thread thread, int site) {
    Strand me = me();
    return me == null ? thread.getId() : me.execution.threadId(thread);
  }

  public static boolean isVirtual(Thread thread, int site) {
    return thread.getClass().getName().equals(World.VIRTUAL_THREAD);
  }

  // ----------------------------------------------------------------------------------------
  // LockSupport

  public static void park(int site) {
    park(null, 0, site);
  }

  public static void park(@Nullable Object blocker, int site) {
    park(blocker, 0, site);
  }

  public static void parkNanos(long nanos, int site) {
    parkNanos(null, nanos, site);
  }

  public static void parkNanos(@Nullable Object blocker, long nanos, int site) {
    if (nanos > 0) {
      park(blocker, nanos, site);
    }
  }

  public static void parkUntil(long deadline, int site) {
    parkUntil(null, deadline, site);
  }

  public static void parkUntil(@Nullable Object blocker, long deadline, int site) {
    long left = deadline - currentTimeMillis(site);
    if (left > 0) {
      park(blocker, nanos(left), site);
    }
  }

  public static void setCurrentBlocker(@Nullable Object blocker, int site) {
    Strand me = me();
    if (me != null) {
      me.waitsFor = blocker;
    }
  }

  private static void park(@Nullable Object blocker, long nanos, int site) {
    Strand me = me();
    if (me == null) {
      return;
    }
    if (site != 0) {
      me.execution.point(me, site);
      if (me.execution.spurious(me)) {
        return;
      }
    }
    me.execution.park(me, blocker != null ? blocker : me.waitsFor, nanos);
  }

  public static void unsafePark(Object unsafe, boolean absolute, long time) {
    if (absolute) {
      parkUntil(null, time, 0);
    } else {
      park(null, time, 0);
    }
  }

  public static void unsafeUnpark(Object unsafe, @Nullable Object thread) {
    unpark((Thread) thread, 0);
  }

  public static void unpark(@Nullable Thread thread, int site) {
    Strand me = me();
    if (me != null && thread != null) {
      if (site != 0) {
        me.execution.point(me, site);
      }
      me.execution.unpark(me, thread);
    }
  }

  // ---------------------------------------------------------------------------------------- time
  // and chance

  public static long nanoTime(int site) {
    Strand me = me();
    if (me == null) {
      return System.nanoTime();
    }
    return me.execution.readClock(me);
  }

  public static long currentTimeMillis(int site) {
    return EPOCH_MILLIS + nanoTime(site) / 1_000_000L;
  }

  /** The virtual clock starts in the spring of 2026, so that dates look like dates. */
  private static final long EPOCH_MILLIS = 1_775_000_000_000L;

  public static Instant instantNow(int site) {
    return Instant.ofEpochMilli(EPOCH_MILLIS).plusNanos(nanoTime(site));
  }

  public static Date dateNow(int site) {
    return new Date(currentTimeMillis(site));
  }

  /** A clock that shows virtual time. */
  public static Clock clock(int site) {
    return new VirtualWallClock(ZoneId.systemDefault());
  }

  private static final class VirtualWallClock extends Clock {
    private final ZoneId zone;

    VirtualWallClock(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new VirtualWallClock(other);
    }

    @Override
    public Instant instant() {
      return instantNow(0);
    }
  }

  /** For a generator without a seed of its own: another one each time, as from the JDK. */
  public static long randomSeed() {
    Strand me = me();
    return me == null ? 42 : me.execution.nextSeed(me);
  }

  public static double mathRandom(int site) {
    Strand me = me();
    return me == null ? Math.random() : me.execution.nextRandom(me);
  }

  public static int identityHashCode(@Nullable Object object, int site) {
    Strand me = me();
    return me == null || object == null
        ? System.identityHashCode(object)
        : me.execution.identityHash(me, object);
  }

  public static int availableProcessors(Runtime runtime, int site) {
    return 4;
  }

  // ---------------------------------------------------------------------------------------- thread
  // locals, class initialisation

  public static @Nullable Object localGet(ThreadLocal<?> local, int site) {
    return Locals.get(local);
  }

  public static void localSet(ThreadLocal<?> local, @Nullable Object value, int site) {
    Locals.set(local, value);
  }

  public static void localRemove(ThreadLocal<?> local, int site) {
    Locals.remove(local);
  }

  /** Makes sure that this class is initialised, as JLS 12.4.2 says. */
  public static void init(Class<?> type) {
    Initialisation.ensure(type);
  }

  // ---------------------------------------------------------------------------------------- what
  // cannot be explored

  public static void unsupported(String what) {
    Strand me = me();
    if (me != null) {
      throw me.execution.unsupported(me, what);
    }
  }

  /** A synchronized view of a collection, of the copied class whose name ends in this. */
  public static Object synchronizedView(Object original, String kind) {
    Strand me = me();
    if (me == null) {
      throw new IllegalStateException("A synchronized collection outside of a run.");
    }
    return me.execution.world.synchronizedView(original, kind);
  }

  /** The same for a view that the JDK itself makes, with a mutex of its choice. */
  public static Object synchronizedView(Object original, Object mutex, String kind) {
    Strand me = me();
    if (me == null) {
      throw new IllegalStateException("A synchronized collection outside of a run.");
    }
    return me.execution.world.synchronizedView(original, mutex, kind);
  }

  /**
   * No garbage collector ends what a copied JDK class has begun: it would do so at any time, on a
   * thread that is not explored.
   */
  public static Cleaner.Cleanable register(Object cleaner, Object object, Runnable action) {
    return new CleanedByHand(action);
  }

  private static final class CleanedByHand implements Cleaner.Cleanable {
    private @Nullable Runnable action;

    CleanedByHand(Runnable action) {
      this.action = action;
    }

    @Override
    public void clean() {
      Runnable once = action;
      action = null;
      if (once != null) {
        once.run();
      }
    }
  }

  /** Stands in for calls inside copied JDK classes that would change the real JDK. */
  public static void ignore(@Nullable Object ignored) {}

  public static Class<?> callerClass() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(type -> !World.isCopy(type) && type != Hooks.class)
                    .findFirst()
                    .<Class<?>>map(type -> type)
                    .orElse(Hooks.class));
  }
}
