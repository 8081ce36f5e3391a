package racecourse.engine.fuzz;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites classes: points before whatever other threads can notice, shorter sleeps, loops that can be ended from outside.
 * What is inserted takes nothing from the stack, leaves nothing there and uses no variable, so frames stay as they are.
 */
final class Injector extends ClassVisitor {
  private static final String POINTS = "racecourse/engine/fuzz/FuzzPoints";
  private static final String LOADER = "racecourse/engine/fuzz/FuzzLoader";
  private static final String SLEEPS = "racecourse/engine/fuzz/Sleeps";
  private static final String UNIT = "java/util/concurrent/TimeUnit";

  private static final Handle POINTS_OF_WORLD =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          LOADER,
          "points",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)L" + POINTS + ";",
          false);
  private static final Handle LOOP_OF_WORLD =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          LOADER,
          "loop",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final String student;
  private final boolean ofStudent;
  private final boolean plain;
  private final AtomicInteger sites;
  private final ClassFiles files;

  /** Where the student's other class files are found. */
  interface ClassFiles {
    /** The class with this internal name; null if the student wrote none. */
    byte @Nullable [] find(String internalName);
  }

  private Injector(
      ClassVisitor next,
      String student,
      boolean ofStudent,
      boolean plain,
      AtomicInteger sites,
      ClassFiles files) {
    super(ASM9, next);
    this.student = student;
    this.ofStudent = ofStudent;
    this.plain = plain;
    this.sites = sites;
    this.files = files;
  }

  /**
   * The class, rewritten.
   *
   * @param studentPackage as in {@code racecourse.barrier.}
   * @param ofStudent whether it is the student's; a grader's class gets points around calls of the student's only
   * @param plain whether to leave the points out
   * @param sites the number of the next site
   * @param files the student's class files
   */
  static byte[] rewrite(
      byte[] original,
      String studentPackage,
      boolean ofStudent,
      boolean plain,
      AtomicInteger sites,
      ClassFiles files) {
    if (!ofStudent && plain) {
      return original;
    }
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new Injector(writer, studentPackage.replace('.', '/'), ofStudent, plain, sites, files), 0);
    return writer.toByteArray();
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return next == null ? null : new Method(next);
  }

  private final class Method extends MethodVisitor {
    private final Set<Label> behind = new HashSet<>();

    Method(MethodVisitor next) {
      super(ASM9, next);
    }

    private void point() {
      call("point");
    }

    private void call(String method) {
      if (!plain) {
        super.visitLdcInsn(new ConstantDynamic("points", "L" + POINTS + ";", POINTS_OF_WORLD));
        super.visitLdcInsn(sites.getAndIncrement());
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, POINTS, method, "(I)V", false);
      }
    }

    private void pointOfStudent() {
      if (ofStudent) {
        point();
      }
    }

    @Override
    public void visitLabel(Label label) {
      behind.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (ofStudent && plain && behind.contains(label)) {
        super.visitInvokeDynamicInsn("loop", "()V", LOOP_OF_WORLD);
      } else if (behind.contains(label)) {
        pointOfStudent();
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (name.indexOf('$') < 0) {
        pointOfStudent();
      }
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean array =
          (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
              || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE);
      if (array || opcode == Opcodes.MONITORENTER) {
        pointOfStudent();
      } else if (opcode == Opcodes.MONITOREXIT && ofStudent) {
        // Whatever is thrown here would come back to this instruction for ever.
        call("pause");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      boolean constructor = name.equals("<init>");
      if (ofStudent && isSleep(owner, name, descriptor)) {
        point();
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            SLEEPS,
            "sleep",
            owner.equals(UNIT) ? "(L" + UNIT + ";J)V" : descriptor,
            false);
        return;
      }
      boolean callsStudent = owner.startsWith(student);
      if (!constructor && (callsStudent || (ofStudent && isNoticed(owner, name)))) {
        point();
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (!ofStudent && callsStudent && !constructor) {
        point();
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] rewritten = arguments.clone();
      for (int i = 0; ofStudent && i < rewritten.length; i++) {
        if (rewritten[i] instanceof Handle handle
            && isSleep(handle.getOwner(), handle.getName(), handle.getDesc())) {
          String type =
              handle.getOwner().equals(UNIT) ? "(L" + UNIT + ";J)V" : handle.getDesc();
          rewritten[i] = new Handle(Opcodes.H_INVOKESTATIC, SLEEPS, "sleep", type, false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, rewritten);
    }
  }

  /** Whether this is one of the JDK's sleeps, also when a subclass of Thread calls it by its simple name. */
  private boolean isSleep(String owner, String name, String descriptor) {
    if (!name.equals("sleep")) {
      return false;
    }
    String place = owner;
    while (place.startsWith(student)) {
      byte[] bytes = files.find(place);
      if (bytes == null) {
        return false;
      }
      ClassReader reader = new ClassReader(bytes);
      if (declares(reader, name, descriptor)) {
        return false;
      }
      place = reader.getSuperName();
    }
    return place.equals("java/lang/Thread") || place.equals(UNIT);
  }

  private static boolean declares(ClassReader reader, String method, String type) {
    boolean[] found = {false};
    reader.accept(
        new ClassVisitor(ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            found[0] |= name.equals(method) && descriptor.equals(type);
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return found[0];
  }

  /** Whether other threads can notice this call, or it waits for them. */
  private static boolean isNoticed(String owner, String name) {
    if (owner.startsWith("java/util/")
        || owner.startsWith("java/io/")
        || owner.startsWith("java/nio/")) {
      return true;
    }
    return switch (owner) {
      case "java/lang/Object" ->
          name.equals("wait") || name.equals("notify") || name.equals("notifyAll");
      case "java/lang/Thread",
              "java/lang/ThreadLocal",
              "java/lang/InheritableThreadLocal",
              "java/lang/Process",
              "java/lang/ProcessHandle",
              "java/lang/StringBuilder",
              "java/lang/StringBuffer",
              "java/lang/Runnable",
              "java/lang/Iterable",
              "java/lang/invoke/VarHandle" ->
          true;
      default -> false;
    };
  }
}
