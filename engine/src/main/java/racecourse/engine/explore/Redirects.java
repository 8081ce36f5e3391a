package racecourse.engine.explore;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that go to {@link Hooks} (or to a stand-in) instead of the JDK. A redirected call keeps its
 * arguments, the receiver first, and gets the site as one more.
 */
final class Redirects {
  /**
   * Where a call goes.
   *
   * @param owner internal name of the class with the static method
   * @param name its name
   * @param descriptor its descriptor, including the receiver and the site
   * @param site whether it takes a site
   */
  record Target(String owner, String name, String descriptor, boolean site) {}

  static final String HOOKS = "racecourse/engine/explore/Hooks";
  private static final String IN_WORLD = "racecourse/engine/explore/inworld/";
  private static final String THREAD = "Ljava/lang/Thread;";

  /** Instance methods of Thread, by name and descriptor. */
  private static final Map<String, Target> THREAD_METHODS = new HashMap<>();

  /** Static methods, by owner, name and descriptor. */
  private static final Map<String, Target> STATICS = new HashMap<>();

  /** Instance methods of Object that belong to its monitor. */
  private static final Map<String, Target> MONITOR_METHODS = new HashMap<>();

  private static final Map<String, Target> LOCALS = new HashMap<>();

  static {
    thread("start", "()V", "start");
    thread("join", "()V", "join");
    thread("join", "(J)V", "join");
    thread("join", "(JI)V", "join");
    thread("join", "(Ljava/time/Duration;)Z", "join");
    thread("interrupt", "()V", "interrupt");
    thread("isInterrupted", "()Z", "isInterrupted");
    thread("isAlive", "()Z", "isAlive");
    thread("getState", "()Ljava/lang/Thread$State;", "getState");
    thread("setDaemon", "(Z)V", "setDaemon");
    thread("setName", "(Ljava/lang/String;)V", "setName");
    thread("getName", "()Ljava/lang/String;", "getName");
    thread(
        "setUncaughtExceptionHandler",
        "(Ljava/lang/Thread$UncaughtExceptionHandler;)V",
        "setUncaughtExceptionHandler");
    thread("isVirtual", "()Z", "isVirtual");
    thread("getId", "()J", "threadId");
    thread("threadId", "()J", "threadId");

    statics("java/lang/Thread", "currentThread", "()" + THREAD, "currentThread");
    statics("java/lang/Thread", "sleep", "(J)V", "sleep");
    statics("java/lang/Thread", "sleep", "(JI)V", "sleep");
    statics("java/lang/Thread", "sleep", "(Ljava/time/Duration;)V", "sleep");
    statics("java/lang/Thread", "yield", "()V", "yieldThread");
    statics("java/lang/Thread", "onSpinWait", "()V", "onSpinWait");
    statics("java/lang/Thread", "interrupted", "()Z", "interrupted");
    statics("java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z", "holdsLock");
    statics("java/lang/System", "nanoTime", "()J", "nanoTime");
    statics("java/lang/System", "currentTimeMillis", "()J", "currentTimeMillis");
    statics("java/lang/System", "identityHashCode", "(Ljava/lang/Object;)I", "identityHashCode");
    statics("java/lang/Math", "random", "()D", "mathRandom");
    statics("java/time/Instant", "now", "()Ljava/time/Instant;", "instantNow");
    statics("java/time/Clock", "systemUTC", "()Ljava/time/Clock;", "clock");
    statics("java/time/Clock", "systemDefaultZone", "()Ljava/time/Clock;", "clock");
    String lockSupport = "java/util/concurrent/locks/LockSupport";
    statics(lockSupport, "park", "()V", "park");
    statics(lockSupport, "park", "(Ljava/lang/Object;)V", "park");
    statics(lockSupport, "parkNanos", "(J)V", "parkNanos");
    statics(lockSupport, "parkNanos", "(Ljava/lang/Object;J)V", "parkNanos");
    statics(lockSupport, "parkUntil", "(J)V", "parkUntil");
    statics(lockSupport, "parkUntil", "(Ljava/lang/Object;J)V", "parkUntil");
    statics(lockSupport, "getThreadId", "(" + THREAD + ")J", "threadId");
    statics(lockSupport, "unpark", "(" + THREAD + ")V", "unpark");
    statics(lockSupport, "setCurrentBlocker", "(Ljava/lang/Object;)V", "setCurrentBlocker");

    inWorld(
        "java/lang/Thread", "ofVirtual", "()Ljava/lang/Thread$Builder$OfVirtual;", "ThreadBuilder");
    inWorld(
        "java/lang/Thread",
        "ofPlatform",
        "()Ljava/lang/Thread$Builder$OfPlatform;",
        "ThreadBuilder");
    inWorld(
        "java/lang/Thread",
        "startVirtualThread",
        "(Ljava/lang/Runnable;)" + THREAD,
        "ThreadBuilder");
    inWorld(
        "jdk/internal/vm/ThreadContainers",
        "registerContainer",
        "(Ljdk/internal/vm/ThreadContainer;)Ljava/lang/Object;",
        "ThreadContainer");
    inWorld(
        "jdk/internal/vm/ThreadContainers",
        "deregisterContainer",
        "(Ljava/lang/Object;)V",
        "ThreadContainer");

    monitor("wait", "()V", "await");
    monitor("wait", "(J)V", "await");
    monitor("wait", "(JI)V", "await");
    monitor("notify", "()V", "notifyOne");
    monitor("notifyAll", "()V", "notifyAll");

    LOCALS.put(
        "get()Ljava/lang/Object;",
        local("localGet", "(Ljava/lang/ThreadLocal;I)Ljava/lang/Object;"));
    LOCALS.put(
        "set(Ljava/lang/Object;)V",
        local("localSet", "(Ljava/lang/ThreadLocal;Ljava/lang/Object;I)V"));
    LOCALS.put("remove()V", local("localRemove", "(Ljava/lang/ThreadLocal;I)V"));
  }

  private Redirects() {}

  private static void thread(String name, String descriptor, String hook) {
    THREAD_METHODS.put(
        name + descriptor,
        new Target(HOOKS, hook, withSite("(" + THREAD + descriptor.substring(1)), true));
  }

  private static void statics(String owner, String name, String descriptor, String hook) {
    STATICS.put(
        owner + "." + name + descriptor, new Target(HOOKS, hook, withSite(descriptor), true));
  }

  private static void inWorld(String owner, String name, String descriptor, String standIn) {
    STATICS.put(
        owner + "." + name + descriptor, new Target(IN_WORLD + standIn, name, descriptor, false));
  }

  private static void monitor(String name, String descriptor, String hook) {
    MONITOR_METHODS.put(
        name + descriptor,
        new Target(HOOKS, hook, withSite("(Ljava/lang/Object;" + descriptor.substring(1)), true));
  }

  private static Target local(String hook, String descriptor) {
    return new Target(HOOKS, hook, descriptor, true);
  }

  private static String withSite(String descriptor) {
    return descriptor.replace(")", "I)");
  }

  static @Nullable Target ofThread(String name, String descriptor) {
    return THREAD_METHODS.get(name + descriptor);
  }

  static @Nullable Target ofStatic(String owner, String name, String descriptor) {
    return STATICS.get(owner + "." + name + descriptor);
  }

  static @Nullable Target ofMonitor(String name, String descriptor) {
    return MONITOR_METHODS.get(name + descriptor);
  }

  static @Nullable Target ofLocal(String name, String descriptor) {
    return LOCALS.get(name + descriptor);
  }

  /** The name under which the world knows a class of the JDK. */
  static String rename(String name) {
    if (name.startsWith("java/lang/Thread$Builder")) {
      return IN_WORLD + "ThreadBuilder" + name.substring("java/lang/Thread$Builder".length());
    }
    if (name.equals("jdk/internal/vm/ThreadContainer")
        || name.equals("jdk/internal/vm/SharedThreadContainer")) {
      return IN_WORLD + "ThreadContainer";
    }
    return CopiedClasses.isCopied(name) ? World.COPIES + name : name;
  }
}
