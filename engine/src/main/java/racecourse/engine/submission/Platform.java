package racecourse.engine.submission;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of the JDK student code may name. Everything not listed is refused, so a new JDK
 * opens no new door.
 *
 * @param extra packages and classes that the exercise may use besides, with slashes
 */
record Platform(Set<String> extra) {
  /**
   * Packages, with all that is below them, in which everything is allowed but for {@link #DENIED}.
   */
  private static final List<String> TREES =
      List.of("java/util/concurrent/", "java/time/", "java/lang/annotation/");

  /** Packages without what is below them. */
  private static final Set<String> PACKAGES =
      Set.of(
          "java/util",
          "java/util/function",
          "java/util/stream",
          "java/util/random",
          "java/util/regex",
          "java/math",
          "java/text");

  private static final Set<String> DENIED =
      Set.of(
          "java/util/ServiceLoader",
          "java/util/ServiceConfigurationError",
          "java/util/ResourceBundle",
          "java/util/ListResourceBundle",
          "java/util/PropertyResourceBundle",
          "java/util/PropertyPermission",
          "java/time/zone/ZoneRulesProvider");

  /**
   * Classes of packages that are not allowed as a whole; nested classes count with their outermost.
   */
  private static final Set<String> CLASSES =
      Set.of(
          // Sums over bytes.
          "java/util/zip/Adler32",
          "java/util/zip/CRC32",
          "java/util/zip/CRC32C",
          "java/util/zip/Checksum",
          // The language itself.
          "java/lang/Object",
          "java/lang/String",
          "java/lang/StringBuilder",
          "java/lang/StringBuffer",
          "java/lang/CharSequence",
          "java/lang/Comparable",
          "java/lang/Iterable",
          "java/lang/Runnable",
          "java/lang/AutoCloseable",
          "java/lang/Cloneable",
          "java/lang/Appendable",
          "java/lang/Readable",
          "java/lang/Number",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Boolean",
          "java/lang/Float",
          "java/lang/Double",
          "java/lang/Void",
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Enum",
          "java/lang/Record",
          "java/lang/Class",
          "java/lang/System",
          "java/lang/Runtime",
          "java/lang/Thread",
          "java/lang/ThreadGroup",
          "java/lang/ThreadLocal",
          "java/lang/InheritableThreadLocal",
          "java/lang/ScopedValue",
          "java/lang/StackTraceElement",
          "java/lang/IO",
          "java/lang/Override",
          "java/lang/Deprecated",
          "java/lang/SuppressWarnings",
          "java/lang/FunctionalInterface",
          "java/lang/SafeVarargs",
          // What can be thrown.
          "java/lang/Throwable",
          "java/lang/Exception",
          "java/lang/Error",
          "java/lang/RuntimeException",
          "java/lang/ArithmeticException",
          "java/lang/ArrayIndexOutOfBoundsException",
          "java/lang/ArrayStoreException",
          "java/lang/AssertionError",
          "java/lang/BootstrapMethodError",
          "java/lang/ClassCastException",
          "java/lang/CloneNotSupportedException",
          "java/lang/ExceptionInInitializerError",
          "java/lang/IllegalArgumentException",
          "java/lang/IllegalCallerException",
          "java/lang/IllegalMonitorStateException",
          "java/lang/IllegalStateException",
          "java/lang/IllegalThreadStateException",
          "java/lang/IncompatibleClassChangeError",
          "java/lang/IndexOutOfBoundsException",
          "java/lang/InternalError",
          "java/lang/InterruptedException",
          "java/lang/LayerInstantiationException",
          "java/lang/LinkageError",
          "java/lang/MatchException",
          "java/lang/NegativeArraySizeException",
          "java/lang/NoSuchFieldError",
          "java/lang/NoSuchMethodError",
          "java/lang/NoSuchFieldException",
          "java/lang/NoSuchMethodException",
          "java/lang/ClassNotFoundException",
          "java/lang/IllegalAccessException",
          "java/lang/IllegalAccessError",
          "java/lang/ReflectiveOperationException",
          "java/lang/NoClassDefFoundError",
          "java/lang/NullPointerException",
          "java/lang/NumberFormatException",
          "java/lang/OutOfMemoryError",
          "java/lang/SecurityException",
          "java/lang/StackOverflowError",
          "java/lang/StringIndexOutOfBoundsException",
          "java/lang/UnsupportedOperationException",
          "java/lang/VirtualMachineError",
          "java/lang/WrongThreadException",
          // Text in and out of memory, and printing.
          "java/io/PrintStream",
          "java/io/PrintWriter",
          "java/io/StringWriter",
          "java/io/StringReader",
          "java/io/Writer",
          "java/io/Reader",
          "java/io/BufferedReader",
          "java/io/BufferedWriter",
          "java/io/InputStream",
          "java/io/OutputStream",
          "java/io/ByteArrayInputStream",
          "java/io/ByteArrayOutputStream",
          "java/io/FilterOutputStream",
          "java/io/Closeable",
          "java/io/Flushable",
          "java/io/Serializable",
          "java/io/IOException",
          "java/io/UncheckedIOException",
          "java/io/EOFException",
          "java/io/InterruptedIOException",
          "java/io/UnsupportedEncodingException",
          "java/io/FileNotFoundException",
          "java/nio/charset/Charset",
          "java/nio/charset/StandardCharsets",
          "java/lang/ref/Reference",
          "java/lang/ref/WeakReference",
          "java/lang/ref/SoftReference",
          "java/lang/reflect/Array",
          // What the compiler makes of lambdas, switches, records and concatenation; and
          // VarHandles.
          "java/lang/invoke/VarHandle",
          "java/lang/invoke/MethodHandles",
          "java/lang/invoke/LambdaMetafactory",
          "java/lang/invoke/StringConcatFactory",
          "java/lang/invoke/MethodHandle",
          "java/lang/invoke/MethodType",
          "java/lang/invoke/CallSite",
          "java/lang/invoke/TypeDescriptor",
          "java/lang/invoke/ConstantBootstraps",
          "java/lang/invoke/SerializedLambda",
          "java/lang/runtime/ObjectMethods",
          "java/lang/runtime/SwitchBootstraps",
          "java/lang/constant/ClassDesc",
          "java/lang/constant/ConstantDesc",
          "java/security/SecureRandom",
          // Whoever follows a thread with his own eyes logs.
          "java/util/logging/Logger",
          "java/util/logging/Level",
          "java/util/logging/LogRecord",
          "java/util/logging/Handler",
          "java/util/logging/ConsoleHandler",
          "java/util/logging/StreamHandler",
          "java/util/logging/Formatter",
          "java/util/logging/SimpleFormatter",
          "java/util/logging/Filter",
          "java/util/logging/ErrorManager");

  /** Classes with doors in them: only these members may be used. */
  private static final Map<String, Set<String>> ONLY =
      Map.ofEntries(
          Map.entry(
              "java/lang/System",
              Set.of(
                  "out",
                  "err",
                  "nanoTime",
                  "currentTimeMillis",
                  "arraycopy",
                  "identityHashCode",
                  "lineSeparator",
                  "getLogger",
                  "gc")),
          Map.entry(
              "java/lang/Runtime",
              Set.of(
                  "getRuntime",
                  "availableProcessors",
                  "freeMemory",
                  "totalMemory",
                  "maxMemory",
                  "gc")),
          Map.entry(
              "java/lang/Class",
              Set.of(
                  "getName",
                  "getSimpleName",
                  "getTypeName",
                  "getCanonicalName",
                  "getPackageName",
                  "toString",
                  "toGenericString",
                  "descriptorString",
                  "hashCode",
                  "equals",
                  "isInstance",
                  "cast",
                  "asSubclass",
                  "isAssignableFrom",
                  "isInterface",
                  "isArray",
                  "isEnum",
                  "isRecord",
                  "isPrimitive",
                  "isAnonymousClass",
                  "isSealed",
                  "isHidden",
                  "isLocalClass",
                  "isMemberClass",
                  "getComponentType",
                  "componentType",
                  "arrayType",
                  "getEnumConstants",
                  "desiredAssertionStatus")),
          Map.entry(
              "java/lang/Thread",
              Set.of(
                  "<init>",
                  "currentThread",
                  "yield",
                  "sleep",
                  "onSpinWait",
                  "ofVirtual",
                  "ofPlatform",
                  "startVirtualThread",
                  "start",
                  "run",
                  "interrupt",
                  "interrupted",
                  "isInterrupted",
                  "isAlive",
                  "isVirtual",
                  "setPriority",
                  "getPriority",
                  "setName",
                  "getName",
                  "getThreadGroup",
                  "join",
                  "threadId",
                  "getId",
                  "setDaemon",
                  "isDaemon",
                  "toString",
                  "getState",
                  "holdsLock",
                  "getUncaughtExceptionHandler",
                  "setUncaughtExceptionHandler",
                  "dumpStack",
                  "clone",
                  "MIN_PRIORITY",
                  "NORM_PRIORITY",
                  "MAX_PRIORITY")),
          Map.entry(
              "java/lang/ThreadGroup", Set.of("<init>", "getName", "getMaxPriority", "toString")),
          Map.entry("java/lang/IO", Set.of("print", "println")),
          // Its static fields are the streams of the JVM.
          Map.entry("java/io/FileDescriptor", Set.of("sync", "valid")),
          Map.entry("java/lang/StackTraceElement", Set.of()),
          Map.entry("java/lang/invoke/MethodHandles", Set.of("lookup", "arrayElementVarHandle")),
          Map.entry(
              "java/lang/invoke/MethodHandles$Lookup",
              Set.of("findVarHandle", "findStaticVarHandle")),
          Map.entry("java/lang/invoke/MethodHandle", Set.of()),
          Map.entry("java/lang/invoke/MethodType", Set.of()),
          Map.entry("java/lang/invoke/CallSite", Set.of()),
          Map.entry("java/lang/reflect/Array", Set.of("newInstance", "getLength")),
          Map.entry("java/lang/invoke/LambdaMetafactory", Set.of("metafactory", "altMetafactory")),
          Map.entry(
              "java/lang/invoke/StringConcatFactory",
              Set.of("makeConcat", "makeConcatWithConstants")),
          Map.entry(
              "java/lang/invoke/ConstantBootstraps",
              Set.of("invoke", "enumConstant", "nullConstant", "primitiveClass")),
          Map.entry("java/lang/constant/ClassDesc", Set.of("of")),
          Map.entry("java/lang/constant/ConstantDesc", Set.of()));

  /** Single members that are no business of an exercise, in classes that are. */
  private static final Map<String, Set<String>> NOT =
      Map.of(
          "java/lang/Object", Set.of("finalize"),
          "java/lang/Throwable", Set.of("getStackTrace", "setStackTrace"),
          "java/lang/Integer", Set.of("getInteger"),
          "java/lang/Long", Set.of("getLong"),
          "java/lang/Boolean", Set.of("getBoolean"),
          "java/util/Locale", Set.of("setDefault"),
          "java/util/TimeZone", Set.of("setDefault"),
          "java/nio/charset/Charset", Set.of("defaultCharset"));

  /** Classes whose constructors open the file that a text names. */
  private static final Set<String> OPEN_FILES =
      Set.of("java/io/PrintStream", "java/io/PrintWriter", "java/util/Formatter");

  private static final Map<String, String> WHY = why();

  Platform {
    extra = Set.copyOf(extra);
  }

  private static Map<String, String> why() {
    Map<String, String> why = new HashMap<>();
    String ends = "code under test must not end the JVM";
    for (String door :
        List.of("System.exit", "Runtime.exit", "Runtime.halt", "Runtime.addShutdownHook")) {
      why.put(door, ends);
    }
    String enumerates = "code under test must not look for threads that are not its own";
    for (String door :
        List.of(
            "Thread.getAllStackTraces",
            "Thread.enumerate",
            "Thread.activeCount",
            "ThreadGroup.enumerate",
            "ThreadGroup.activeCount",
            "ThreadGroup.interrupt",
            "ThreadGroup.list",
            "ThreadGroup.getParent")) {
      why.put(door, enumerates);
    }
    String stops =
        "it breaks whatever the thread is in the middle of; interrupt the thread instead";
    for (String door : List.of("Thread.stop", "Thread.suspend", "Thread.resume")) {
      why.put(door, stops);
    }
    String stack = "code under test must not find out who calls it";
    for (String door :
        List.of("Thread.getStackTrace", "Throwable.getStackTrace", "java.lang.StackWalker")) {
      why.put(door, stack);
    }
    String settings = "code under test must not look at or change the settings of the JVM";
    for (String door :
        List.of(
            "System.getProperty",
            "System.setProperty",
            "System.getProperties",
            "System.getenv",
            "System.setOut",
            "System.setErr",
            "System.setIn",
            "System.clearProperty",
            "System.setProperties",
            "System.setSecurityManager",
            "Integer.getInteger",
            "Long.getLong",
            "Boolean.getBoolean",
            "Thread.setDefaultUncaughtExceptionHandler",
            "Thread.getDefaultUncaughtExceptionHandler",
            "Locale.setDefault",
            "TimeZone.setDefault")) {
      why.put(door, settings);
    }
    why.put("System.in", "there is nobody to type anything");
    why.put("Object.finalize", "it runs on a thread of the JVM at no known time");
    return why;
  }

  /**
   * Whether a class of the JDK may be named; arrays and primitives are asked about by their
   * elements.
   */
  boolean allows(String name) {
    int end = name.indexOf('$');
    String outer = end < 0 ? name : name.substring(0, end);
    String pack = outer.substring(0, Math.max(outer.lastIndexOf('/'), 0));
    if (isExtra(outer)) {
      return true;
    }
    if (DENIED.contains(outer)) {
      return false;
    }
    if (outer.equals("java/lang/System") || outer.equals("java/lang/Runtime")) {
      return outer.equals(name)
          || name.equals("java/lang/System$Logger")
          || name.equals("java/lang/System$Logger$Level");
    }
    return PACKAGES.contains(pack)
        || CLASSES.contains(outer)
        || TREES.stream().anyMatch(outer::startsWith);
  }

  /**
   * Whether a member of a class of the JDK may be used.
   *
   * @param owner the class that declares it
   * @param name its name
   * @param descriptor its descriptor
   */
  boolean allows(String owner, String name, String descriptor) {
    Set<String> only = ONLY.get(owner);
    if (only != null && !only.contains(name)) {
      return false;
    }
    if (isExtra(owner)) {
      return true;
    }
    if (NOT.getOrDefault(owner, Set.of()).contains(name)) {
      return false;
    }
    return !(name.equals("<init>")
        && OPEN_FILES.contains(owner)
        && descriptor.startsWith("(Ljava/lang/String;"));
  }

  private boolean isExtra(String name) {
    int end = name.indexOf('$');
    String outer = end < 0 ? name : name.substring(0, end);
    String pack = outer.substring(0, Math.max(outer.lastIndexOf('/'), 0));
    return extra.contains(outer) || extra.contains(pack);
  }

  /** Why a class or a member (as in {@code Thread.stop}) is refused; null for no special reason. */
  static @Nullable String reason(String what) {
    return WHY.get(what);
  }
}
