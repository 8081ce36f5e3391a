package racecourse.engine.explore;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import racecourse.engine.explore.ClassInfo.Origin;

/**
 * The world in which student code and scenarios live under the explorer: a class loader that
 * rewrites them, and gives them copies of the JDK's concurrency classes, rewritten from the running
 * JDK's own bytecode. Never delegates a class of the student's package to the class path.
 */
final class World extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** The package of the copies. */
  static final String COPIES = "racecourse/jdk/";

  private static final String COPIES_BINARY = "racecourse.jdk.";
  private static final String IN_WORLD = "racecourse.engine.explore.inworld.";
  static final String VIRTUAL_THREAD = IN_WORLD + "VirtualThread";

  /** Stands for a package whose classes nobody has. */
  private static final String NOBODYS = "\0";

  private String studentPackage = NOBODYS;
  private String scenarioPackage = NOBODYS;
  private Path classes = Path.of("");
  private final Map<String, ClassInfo> infos = new HashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, Integer> fieldNumbers = new HashMap<>();
  private final List<String> fieldNames = new ArrayList<>();
  private final Set<Initialisation> touched = new HashSet<>();
  private final Map<VarHandle, Variable> handles = new WeakHashMap<>();
  private boolean copiesStreams;
  private final Rewriter rewriter = new Rewriter(this);
  private @Nullable Method exclusiveOwner;
  private @Nullable Class<?> ownable;

  /** A field that a variable handle stands for. */
  record Variable(Class<?> owner, int field) {}

  /**
   * A world that nobody lives in yet, with copies only. It has to be {@link #settled} before
   * anything else is done in it.
   */
  World() {
    super("world", World.class.getClassLoader());
    sites.add(Site.INSIDE_JDK);
  }

  /**
   * A world for a student's classes.
   *
   * @param studentPackage prefix of the student's classes, such as {@code racecourse.barrier.}
   * @param scenarioPackage prefix of the scenarios' classes, such as {@code racecourse.graders.}
   * @param classes the folder of the student's compiled classes
   */
  World(String studentPackage, String scenarioPackage, Path classes) {
    this();
    this.studentPackage = studentPackage;
    this.scenarioPackage = scenarioPackage;
    this.classes = classes;
    this.copiesStreams = makesParallelStreams(classes.resolve(studentPackage.replace('.', '/')));
  }

  /**
   * A world for a student's classes: this one, in which nobody may have lived, or a new one if this
   * one's copies are not the right ones for them. Parameters as for the constructor.
   */
  World settled(String studentPackage, String scenarioPackage, Path classes) {
    if (!this.studentPackage.equals(NOBODYS)) {
      throw new IllegalStateException("Somebody lives in this world.");
    }
    World fresh = new World(studentPackage, scenarioPackage, classes);
    if (fresh.copiesStreams) {
      return fresh;
    }
    this.studentPackage = studentPackage;
    this.scenarioPackage = scenarioPackage;
    this.classes = classes;
    return this;
  }

  static World of(Class<?> type) {
    if (type.getClassLoader() instanceof World world) {
      return world;
    }
    throw new IllegalStateException(type.getName() + " does not live in a world.");
  }

  static boolean isCopy(Class<?> type) {
    return type.getName().startsWith(COPIES_BINARY) || type.getName().startsWith(IN_WORLD);
  }

  // ----------------------------------------------------------------------------------------
  // loading

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    Origin origin = originOf(name.replace('.', '/'));
    if (name.startsWith(COPIES_BINARY)) {
      origin = Origin.COPY;
    }
    if (origin == Origin.FOREIGN || name.startsWith("java.")) {
      if (name.startsWith("java.")
          || name.startsWith("jdk.")
          || name.startsWith("racecourse.engine.")
          || name.startsWith("sun.")) {
        return super.loadClass(name, resolve);
      }
      return getPlatformClassLoader().loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null) {
        byte[] bytes = bytesOf(originalName(name.replace('.', '/')));
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] rewritten;
        synchronized (this) {
          rewritten = rewriter.rewrite(bytes, origin);
        }
        known = defineClass(name, rewritten, 0, rewritten.length);
      }
      return known;
    }
  }

  /** The class of this original internal name as this world would define it; for tests. */
  byte[] rewritten(String internalName) {
    byte[] bytes = bytesOf(internalName);
    if (bytes == null) {
      throw new IllegalArgumentException("There is no class " + internalName + ".");
    }
    synchronized (this) {
      return rewriter.rewrite(bytes, originOf(internalName));
    }
  }

  static String originalName(String internalName) {
    return internalName.startsWith(COPIES) ? internalName.substring(COPIES.length()) : internalName;
  }

  /** Where the class of this original internal name comes from. */
  Origin originOf(String internalName) {
    String name = internalName.replace('/', '.');
    if (name.startsWith(IN_WORLD)) {
      return Origin.COPY;
    }
    if (name.startsWith("racecourse.engine.")) {
      return Origin.FOREIGN;
    }
    if (name.startsWith(studentPackage)) {
      return Origin.STUDENT;
    }
    if (name.startsWith(scenarioPackage)) {
      return Origin.SCENARIO;
    }
    boolean copied =
        CopiedClasses.isCopied(internalName)
            || copiesStreams && CopiedClasses.isOfStreams(internalName);
    return copied ? Origin.COPY : Origin.FOREIGN;
  }

  /** The name under which this world knows a class of the JDK. */
  String rename(String name) {
    return copiesStreams && CopiedClasses.isOfStreams(name)
        ? COPIES + name
        : Redirects.rename(name);
  }

  /**
   * Whether streams are copies too. A hundred classes more cost half a second, so they are so only
   * where threads can come into it.
   */
  boolean copiesStreams() {
    return copiesStreams;
  }

  /** Whether a class in the folder calls what may make a stream parallel. */
  private static boolean makesParallelStreams(Path classes) {
    if (!Files.isDirectory(classes)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        ClassNode node = new ClassNode();
        new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG);
        for (MethodNode method : node.methods) {
          for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && maybeParallel(call.owner, call.name)
                || insn instanceof InvokeDynamicInsnNode function && maybeParallel(function)) {
              return true;
            }
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("The classes could not be read.", e);
    }
  }

  private static boolean maybeParallel(InvokeDynamicInsnNode function) {
    return Stream.of(function.bsmArgs)
        .anyMatch(
            each ->
                each instanceof Handle handle
                    && maybeParallel(handle.getOwner(), handle.getName()));
  }

  private static boolean maybeParallel(String owner, String method) {
    return method.equals("parallelStream")
        || method.equals("parallel") && CopiedClasses.isOfStreams(owner)
        || owner.equals("java/util/stream/StreamSupport");
  }

  private byte @Nullable [] bytesOf(String internalName) {
    try {
      if (originOf(internalName) == Origin.STUDENT) {
        Path file = classes.resolve(internalName + ".class");
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
      }
      try (InputStream in =
          internalName.startsWith("racecourse/")
              ? World.class.getClassLoader().getResourceAsStream(internalName + ".class")
              : jdkClass(internalName)) {
        return in == null ? null : in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The class " + internalName + " could not be read.", e);
    }
  }

  private static @Nullable InputStream jdkClass(String internalName) throws IOException {
    InputStream in = Object.class.getModule().getResourceAsStream(internalName + ".class");
    return in != null ? in : ClassLoader.getSystemResourceAsStream(internalName + ".class");
  }

  /** What is known of the class of this original internal name; null if there is no such class. */
  synchronized @Nullable ClassInfo info(String internalName) {
    ClassInfo info = infos.get(internalName);
    if (info == null && !infos.containsKey(internalName)) {
      byte[] bytes = bytesOf(internalName);
      info = bytes == null ? null : ClassInfo.read(bytes, originOf(internalName));
      infos.put(internalName, info);
    }
    return info;
  }

  // ---------------------------------------------------------------------------------------- sites
  // and fields

  synchronized int newSite(
      String className,
      String method,
      @Nullable String file,
      int line,
      String owner,
      String member,
      String type,
      int field,
      boolean write) {
    sites.add(
        new Site(sites.size(), className, method, file, line, owner, member, type, field, write));
    return sites.size() - 1;
  }

  Site site(int id) {
    return sites.get(id);
  }

  /** The number of a variable: a field, by its declaring class, or a pseudo-field. */
  synchronized int fieldNumber(String name) {
    return fieldNumbers.computeIfAbsent(
        name,
        any -> {
          fieldNames.add(name);
          return fieldNames.size() - 1;
        });
  }

  /** The name of a variable, by its number. */
  synchronized String fieldName(int number) {
    return fieldNames.get(number);
  }

  /** The variable's name for the student, as {@code Class.field}. */
  String variable(Object object, Site site, Site other) {
    if (object.getClass().isArray()) {
      return "an element of " + object.getClass().getSimpleName();
    }
    if (site.field() >= 0
        && site.field() < fieldNames.size()
        && Collections.isUnsafe(object.getClass())) {
      return object.getClass().getSimpleName();
    }
    String name = site.field() >= 0 ? fieldNames.get(site.field()) : "";
    if (name.isEmpty()) {
      return object.getClass().getSimpleName();
    }
    return name.substring(Math.max(name.lastIndexOf('/'), Math.max(name.lastIndexOf('$'), -1)) + 1);
  }

  void remember(VarHandle handle, Class<?> owner, String name) {
    synchronized (handles) {
      handles.put(
          handle, new Variable(owner, fieldNumber(owner.getName().replace('.', '/') + "." + name)));
    }
  }

  @Nullable Variable variableOf(VarHandle handle) {
    synchronized (handles) {
      return handles.get(handle);
    }
  }

  // ----------------------------------------------------------------------------------------
  // executions

  void touched(Initialisation state) {
    touched.add(state);
  }

  /** Makes all static state fresh. */
  void beginExecution() {
    if (!touched.isEmpty()) {
      for (Initialisation state : touched) {
        state.reset();
      }
      touched.clear();
    }
  }

  /** Whether the object's class is a copy, or extends one. */
  static boolean isCopied(Object object) {
    return COPIED.get(object.getClass());
  }

  private static final ClassValue<Boolean> COPIED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (isCopy(at)) {
              return true;
            }
          }
          return false;
        }
      };

  /**
   * Whether the object's class is neither of the JDK nor a copy of it: calling it may be observed.
   */
  boolean isForeign(Object target) {
    return FOREIGN.get(target.getClass());
  }

  private static final ClassValue<Boolean> FOREIGN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          String name = type.getName();
          return !name.startsWith(COPIES_BINARY)
              && !name.startsWith(IN_WORLD)
              && !name.startsWith("java.");
        }
      };

  /** Whether the object is a lock of a copied JDK class, or the synchronizer of anything there. */
  static boolean isSynchronizer(Object object) {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      if (each.getName().startsWith(COPIES_BINARY + "java.util.concurrent.locks.")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the object is a copied number, reference, map or collection, however shared. */
  static boolean isValue(Object object) {
    for (Class<?> each = object.getClass(); each != null; each = each.getSuperclass()) {
      String name = each.getName();
      if (name.startsWith(COPIES_BINARY)) {
        String type = name.substring(COPIES_BINARY.length());
        return type.startsWith("java.util.concurrent.atomic.")
            || type.startsWith("java.util.concurrent.Concurrent")
            || type.startsWith("java.util.concurrent.CopyOnWrite")
            || type.startsWith("java.util.Collections$")
            || type.equals("java.util.Vector")
            || type.equals("java.util.Hashtable");
      }
    }
    return false;
  }

  /** The thread that owns this synchronizer exclusively, if it is one. */
  @Nullable Thread ownerOf(Object blocker) {
    try {
      if (ownable == null) {
        ownable =
            loadClass(COPIES_BINARY + "java.util.concurrent.locks.AbstractOwnableSynchronizer");
        exclusiveOwner = ownable.getDeclaredMethod("getExclusiveOwnerThread");
        exclusiveOwner.setAccessible(true);
      }
      return ownable.isInstance(blocker) && exclusiveOwner != null
          ? (Thread) exclusiveOwner.invoke(blocker)
          : null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The owner of a lock could not be read.", e);
    }
  }

  Object synchronizedView(Object original, String kind) {
    return makeSynchronizedView(kind, original);
  }

  Object synchronizedView(Object original, Object mutex, String kind) {
    return makeSynchronizedView(kind, original, mutex);
  }

  private Object makeSynchronizedView(String kind, Object... arguments) {
    try {
      Class<?> type = loadClass(COPIES_BINARY + "java.util.Collections$Synchronized" + kind);
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (constructor.getParameterCount() == arguments.length) {
          constructor.setAccessible(true);
          return constructor.newInstance(arguments);
        }
      }
      throw new IllegalStateException("No constructor in " + type.getName() + ".");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A synchronized collection could not be made.", e);
    }
  }
}
