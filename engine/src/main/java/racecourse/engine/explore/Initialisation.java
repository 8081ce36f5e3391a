package racecourse.engine.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Class initialisation (JLS 12.4.2) of rewritten classes, once in each execution: static state is
 * fresh in every schedule, and two strands that initialise the same class meet here and not in the
 * JVM, where they would really block.
 */
final class Initialisation {
  /**
   * The names under which rewritten classes keep their static initialiser, and set their static
   * fields back.
   */
  static final String INITIALISER = "rc$clinit";

  static final String RESET = "rc$reset";

  private final Class<?> type;
  private final @Nullable MethodHandle initialiser;
  private final @Nullable MethodHandle reset;

  private @Nullable Execution begunIn;
  private @Nullable Strand by;
  private boolean done;
  private boolean doneOutside;
  private @Nullable Throwable failed;
  private @Nullable Clock history;

  private static final ClassValue<Initialisation> STATES =
      new ClassValue<>() {
        @Override
        protected Initialisation computeValue(Class<?> type) {
          return new Initialisation(type);
        }
      };

  private Initialisation(Class<?> type) {
    this.type = type;
    this.initialiser = find(type, INITIALISER);
    this.reset = find(type, RESET);
  }

  private static @Nullable MethodHandle find(Class<?> type, String name) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findStatic(type, name, MethodType.methodType(void.class));
    } catch (NoSuchMethodException none) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("The explorer cannot look into " + type.getName() + ".", e);
    }
  }

  static void ensure(Class<?> type) {
    Initialisation state = STATES.get(type);
    Strand me = Carrier.currentStrand();
    if (me != null) {
      me.execution.observe(me, type);
    }
    if (me == null) {
      state.outside();
    } else if (!(state.done && state.begunIn == me.execution)) {
      state.inside(me);
    } else if (state.history != null) {
      me.clock.join(state.history);
    }
  }

  private void outside() {
    if (doneOutside) {
      return;
    }
    doneOutside = true;
    World.of(type).touched(this);
    superclass();
    run();
  }

  private void superclass() {
    Class<?> parent = type.getSuperclass();
    if (parent != null && Shadowed.class.isAssignableFrom(parent)) {
      ensure(parent);
    }
  }

  private void run() {
    if (initialiser != null) {
      try {
        initialiser.invoke();
      } catch (Throwable thrown) {
        throw Initialisation.<RuntimeException>sneak(thrown);
      }
    }
  }

  private void inside(Strand me) {
    Execution execution = me.execution;
    if (begunIn != execution) {
      begunIn = execution;
      done = false;
      failed = null;
      history = null;
      by = me;
      World.of(type).touched(this);
      superclass();
      try {
        run();
      } catch (Throwable thrown) {
        if (!(thrown instanceof Abort)) {
          failed = thrown;
          finish(me);
          throw thrown instanceof Error error ? error : new ExceptionInInitializerError(thrown);
        }
        throw Abort.fly();
      }
      finish(me);
      return;
    }
    if (by == me) {
      return;
    }
    while (!done) {
      me.state = Strand.State.INITIALISING;
      me.waitsFor = by;
      execution.block(me);
    }
    if (history != null) {
      me.clock.join(history);
    }
    if (failed != null) {
      throw new NoClassDefFoundError("Could not initialize class " + type.getName());
    }
  }

  private void finish(Strand me) {
    me.execution.change(me, type);
    done = true;
    by = null;
    // Main's first initialisation of a class is before everything that any actor does; no history
    // needs to be kept.
    history = new Clock();
    history.join(me.clock);
    me.clock.tick(me.number);
    for (Strand strand : me.execution.strands) {
      if (strand.state == Strand.State.INITIALISING && strand.waitsFor == me) {
        strand.wakeUp(Strand.Wake.SIGNAL);
      }
    }
  }

  /** Sets the static fields back to their defaults. */
  void reset() {
    doneOutside = true;
    if (reset != null) {
      try {
        reset.invoke();
      } catch (Throwable thrown) {
        throw Initialisation.<RuntimeException>sneak(thrown);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
