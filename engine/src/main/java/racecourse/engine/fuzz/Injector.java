package racecourse.engine.fuzz;

import static org.objectweb.asm.Opcodes.ASM9;

import java.util.HashMap;
import java.util.Map;
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
 * Rewrites classes: points before whatever other threads can notice, shorter sleeps, loops that can
 * be ended from outside. What is inserted takes nothing from the stack, leaves nothing there and
 * uses no variable, so frames stay as they are.
 */
final class Injector extends ClassVisitor {
  private static final String POINTS = "racecourse/engine/fuzz/FuzzPoints";
  private static final String LOADER = "racecourse/engine/fuzz/FuzzLoader";
  private static final String SLEEPS = "racecourse/engine/fuzz/Sleeps";
  private static final String UNIT = "java/util/concurrent/TimeUnit";

  private static final Set<String> NOTICED =
      Set.of(
          "java/lang/Thread",
          "java/lang/ThreadLocal",
          "java/lang/InheritableThreadLocal",
          "java/lang/Process",
          "java/lang/ProcessHandle",
          "java/lang/StringBuilder",
          "java/lang/StringBuffer",
          "java/lang/Runnable",
          "java/lang/Iterable",
          "java/lang/invoke/VarHandle");

  private static final Handle POINTS_OF_WORLD =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          LOADER,
          "points",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)L"
              + POINTS
              + ";",
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
  private final Members members;
  private boolean spins;

  /**
   * A class, rewritten.
   *
   * @param bytes the class
   * @param spins whether it has a loop that reads a field and may do nothing that other threads can
   *     notice
   */
  record Result(byte[] bytes, boolean spins) {}

  private Injector(
      ClassVisitor next,
      String student,
      boolean ofStudent,
      boolean plain,
      AtomicInteger sites,
      Members members) {
    super(ASM9, next);
    this.student = student;
    this.ofStudent = ofStudent;
    this.plain = plain;
    this.sites = sites;
    this.members = members;
  }

  /**
   * The class, rewritten.
   *
   * @param studentPackage as in {@code racecourse.barrier.}
   * @param ofStudent whether it is the student's; a grader's class gets points around calls of the
   *     student's only
   * @param plain whether to leave the points out
   * @param sites the number of the next site
   * @param members what the student's classes declare
   */
  static Result rewrite(
      byte[] original,
      String studentPackage,
      boolean ofStudent,
      boolean plain,
      AtomicInteger sites,
      Members members) {
    if (!ofStudent && plain) {
      return new Result(original, false);
    }
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    Injector injector =
        new Injector(writer, studentPackage.replace('.', '/'), ofStudent, plain, sites, members);
    reader.accept(injector, 0);
    return new Result(writer.toByteArray(), injector.spins);
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
    /** Labels so far, each with the number of reads and of waits before it. */
    private final Map<Label, int[]> behind = new HashMap<>();

    private int reads;
    private int waits;

    Method(MethodVisitor next) {
      super(ASM9, next);
    }

    /** A point at which a delay can make a difference. */
    private void point() {
      call("point", sites.getAndIncrement());
    }

    /** A point that is as good as the next or the last one; to come by is enough. */
    private void minorPoint() {
      call("point", -1);
    }

    private void call(String method, int site) {
      if (!plain) {
        super.visitLdcInsn(new ConstantDynamic("points", "L" + POINTS + ";", POINTS_OF_WORLD));
        super.visitLdcInsn(site);
        super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, POINTS, method, "(I)V", false);
      }
    }

    @Override
    public void visitLabel(Label label) {
      behind.put(label, new int[] {reads, waits});
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      int[] then = behind.get(label);
      if (then != null && ofStudent) {
        spins |= reads > then[0] && waits == then[1];
        if (plain) {
          super.visitInvokeDynamicInsn("loop", "()V", LOOP_OF_WORLD);
        } else {
          minorPoint();
        }
      }
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
        reads++;
      }
      if (ofStudent && name.indexOf('$') < 0 && !members.isFinalField(owner, name)) {
        point();
      }
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean array =
          (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
              || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE);
      if (array || opcode == Opcodes.MONITORENTER) {
        reads += array ? 1 : 0;
        waits += array ? 0 : 1;
        if (ofStudent) {
          point();
        }
      } else if (opcode == Opcodes.MONITOREXIT && ofStudent) {
        // Whatever is thrown here would come back to this instruction for ever.
        call("pause", -1);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      boolean constructor = name.equals("<init>");
      if (ofStudent && isSleep(owner, name, descriptor)) {
        waits++;
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
      reads += callsStudent ? 1 : 0;
      waits += mayWait(owner, name) ? 1 : 0;
      if (!constructor && callsStudent) {
        if (ofStudent && members.mayLock(owner, name, descriptor)) {
          point();
        } else {
          minorPoint();
        }
      } else if (!constructor && ofStudent && isNoticed(owner)) {
        point();
      } else if (ofStudent && isWaitOrNotify(owner, name)) {
        minorPoint();
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (!ofStudent && callsStudent && !constructor) {
        minorPoint();
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] rewritten = arguments.clone();
      for (int i = 0; ofStudent && i < rewritten.length; i++) {
        if (rewritten[i] instanceof Handle handle
            && isSleep(handle.getOwner(), handle.getName(), handle.getDesc())) {
          String type = handle.getOwner().equals(UNIT) ? "(L" + UNIT + ";J)V" : handle.getDesc();
          rewritten[i] = new Handle(Opcodes.H_INVOKESTATIC, SLEEPS, "sleep", type, false);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, rewritten);
    }
  }

  /**
   * Whether this is one of the JDK's sleeps, also when a subclass of Thread calls it by its simple
   * name.
   */
  private boolean isSleep(String owner, String name, String descriptor) {
    if (!name.equals("sleep")) {
      return false;
    }
    String place = members.ownerOfMethod(owner, name, descriptor);
    return place.equals("java/lang/Thread") || place.equals(UNIT);
  }

  /** Whether the compiler has to take a call for one that changes what others have written. */
  private static boolean mayWait(String owner, String name) {
    return owner.startsWith("java/util/concurrent/")
        || owner.equals("java/lang/invoke/VarHandle")
        || (owner.equals("java/lang/Object") && name.equals("wait"))
        || (owner.equals("java/lang/Thread") && !name.equals("onSpinWait"));
  }

  /** Whether it is a call for which the lock must be held already. */
  private static boolean isWaitOrNotify(String owner, String name) {
    return owner.equals("java/lang/Object")
        && (name.equals("wait") || name.equals("notify") || name.equals("notifyAll"));
  }

  /** Whether other threads can notice a call on this class, or it waits for them. */
  private static boolean isNoticed(String owner) {
    return owner.startsWith("java/util/")
        || owner.startsWith("java/io/")
        || owner.startsWith("java/nio/")
        || NOTICED.contains(owner);
  }
}
