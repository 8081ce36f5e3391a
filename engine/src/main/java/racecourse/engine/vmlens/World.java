package racecourse.engine.vmlens;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;

/**
 * Loads the student's classes from the submission and the scenarios from the class path, and shows
 * them nothing else but the platform and the engine. The student's long sleeps become {@link
 * ShortSleep}s. The agent sees the classes when they are defined.
 */
final class World extends ClassLoader {
  private static final String GRADERS = "racecourse.graders.";
  private static final String ENGINE = "racecourse.engine.";
  private static final String SHORT_SLEEP = ShortSleep.class.getName().replace('.', '/');

  static {
    registerAsParallelCapable();
  }

  private final Job job;
  private volatile boolean usesTime;

  World(Job job) {
    super("racecourse-vmlens", World.class.getClassLoader());
    this.job = job;
  }

  /** The exercise, declared by the job's grader as this world sees it. */
  Exercise exercise() throws ReflectiveOperationException {
    Class<?> grader = loadClass(job.grader());
    return ((Grader) grader.getConstructor().newInstance()).exercise();
  }

  /**
   * Whether the student's classes that were loaded so far sleep, wait with a limit or look at a
   * clock. Only such code can rightly do something else because vmlens held a thread back.
   */
  boolean usesTime() {
    return usesTime;
  }

  /** Loads every class of the submission now, so that no run has to and {@link #usesTime} knows. */
  void loadSubmission() throws IOException, ClassNotFoundException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(job.classes())) {
      files = found.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String path = job.classes().relativize(file).toString().replace(File.separatorChar, '/');
      String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
      if (name.startsWith(job.studentPackage())) {
        loadClass(name);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = load(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    if (name.startsWith(job.studentPackage())) {
      return define(name, shortenSleeps(studentClass(name)));
    }
    if (name.startsWith(GRADERS)) {
      return define(name, graderClass(name));
    }
    if (name.startsWith(ENGINE)) {
      return getParent().loadClass(name);
    }
    return ClassLoader.getPlatformClassLoader().loadClass(name);
  }

  private Class<?> define(String name, byte[] bytes) {
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] studentClass(String name) throws ClassNotFoundException {
    Path file = job.classes().resolve(name.replace('.', '/') + ".class");
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ClassNotFoundException("The submission has no class " + name + ".", e);
    }
  }

  private byte[] graderClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException("The class " + name + " could not be read.", e);
    }
  }

  private byte[] shortenSleeps(byte[] original) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Timing(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static boolean isAboutTime(String owner, String name, String descriptor) {
    return switch (name) {
      case "sleep", "nanoTime", "currentTimeMillis", "parkNanos", "parkUntil", "awaitNanos" -> true;
      case "wait", "join" -> descriptor.startsWith("(J");
      default ->
          owner.startsWith("java/time/")
              || owner.startsWith("java/util/Timer")
              || owner.equals("java/util/Date")
              || descriptor.contains("Ljava/util/concurrent/TimeUnit;")
              || descriptor.contains("Ljava/time/Duration;");
    };
  }

  private final class Timing extends MethodVisitor {
    Timing(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      usesTime |= isAboutTime(owner, name, descriptor);
      if (name.equals("sleep")) {
        if (opcode == Opcodes.INVOKESTATIC && owner.equals("java/lang/Thread")) {
          super.visitMethodInsn(Opcodes.INVOKESTATIC, SHORT_SLEEP, name, descriptor, false);
          return;
        }
        if (opcode == Opcodes.INVOKEVIRTUAL && owner.equals("java/util/concurrent/TimeUnit")) {
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              SHORT_SLEEP,
              name,
              "(Ljava/util/concurrent/TimeUnit;J)V",
              false);
          return;
        }
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }
}
