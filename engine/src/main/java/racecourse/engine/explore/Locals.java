package racecourse.engine.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thread locals, kept by strand: the real ones would belong to the carrier. */
final class Locals {
  private static final MethodHandle INITIAL =
      protectedMethod(ThreadLocal.class, "initialValue", MethodType.methodType(Object.class));
  private static final MethodHandle CHILD =
      protectedMethod(
          InheritableThreadLocal.class,
          "childValue",
          MethodType.methodType(Object.class, Object.class));

  private Locals() {}

  private static MethodHandle protectedMethod(Class<?> owner, String name, MethodType type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The explorer needs java.base/java.lang opened to it.", e);
    }
  }

  static @Nullable Object get(ThreadLocal<?> local) {
    Strand me = Carrier.currentStrand();
    if (me == null) {
      return local.get();
    }
    Map<Object, Object> locals = me.locals();
    if (locals.containsKey(local)) {
      return locals.get(local);
    }
    Object value;
    try {
      value = INITIAL.invoke(local);
    } catch (Throwable thrown) {
      throw Locals.<RuntimeException>sneak(thrown);
    }
    locals.put(local, value);
    return value;
  }

  @SuppressWarnings("unchecked")
  static void set(ThreadLocal<?> local, @Nullable Object value) {
    Strand me = Carrier.currentStrand();
    if (me == null) {
      ((ThreadLocal<Object>) local).set(value);
    } else {
      me.locals().put(local, value);
    }
  }

  static void remove(ThreadLocal<?> local) {
    Strand me = Carrier.currentStrand();
    if (me == null) {
      local.remove();
    } else {
      me.locals().remove(local);
    }
  }

  /** A new thread object takes the inheritable locals of its maker. */
  static void inherit(Strand maker, Thread child) {
    if (maker.locals == null) {
      return;
    }
    Map<Object, Object> inherited = null;
    for (Map.Entry<Object, Object> local : maker.locals.entrySet()) {
      if (local.getKey() instanceof InheritableThreadLocal<?> inheritable) {
        if (inherited == null) {
          inherited = new IdentityHashMap<>(4);
        }
        try {
          inherited.put(inheritable, CHILD.invoke(inheritable, local.getValue()));
        } catch (Throwable thrown) {
          throw Locals.<RuntimeException>sneak(thrown);
        }
      }
    }
    if (inherited != null) {
      maker.execution.inherited.put(child, inherited);
    }
  }

  /** Gives a started strand what its thread object has inherited. */
  static void handOver(Thread thread, Strand strand) {
    Map<Object, Object> inherited = strand.execution.inherited.remove(thread);
    if (inherited != null) {
      strand.locals().putAll(inherited);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
