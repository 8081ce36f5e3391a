package racecourse.engine.explore;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import racecourse.engine.explore.ClassInfo.Origin;
import racecourse.engine.explore.Redirects.Target;

/**
 * Rewrites one class for the explorer's world. Works on original names; the copies get theirs at
 * the very end.
 *
 * <p>Nothing here adds a local variable to an existing method, so stack map frames stay valid:
 * values are duplicated on the operand stack, and what needs more room moves into a small synthetic
 * method of the same class (a "bridge").
 */
final class Rewriter {
  private static final String HOOKS = Redirects.HOOKS;
  private static final String SHADOWED = "racecourse/engine/explore/Shadowed";
  private static final String SHADOW_FIELD = "rc$shadow$field";
  private static final String BRIDGE = "rc$bridge$";

  // The JVM builds a message of the code that runs, not of the code that was written.
  private static final Pattern BRIDGE_IN_MESSAGE =
      Pattern.compile("[\\w.$]*rc\\$bridge\\$\\d+\\$(\\w+)\\$(\\w+)\\([^()]*\\)");
  private static final Pattern NAMELESS =
      Pattern.compile(" because \"<(?:local|parameter)\\d+>\" is null");

  /** A message of the JVM's in terms of the student's code, without what was written into it. */
  static String inWrittenTerms(String message) {
    String plain =
        BRIDGE_IN_MESSAGE.matcher(message.replace("racecourse.jdk.", "")).replaceAll("$1.$2()");
    return NAMELESS.matcher(plain).replaceAll(" on null");
  }

  private final World world;

  Rewriter(World world) {
    this.world = world;
  }

  byte[] rewrite(byte[] bytes, Origin origin) {
    ClassNode node = new ClassNode();
    new ClassReader(bytes).accept(node, ClassReader.EXPAND_FRAMES);
    new OneClass(node, origin).rewrite();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(new Renaming(writer));
    return writer.toByteArray();
  }

  /** Gives classes of the JDK their names in the world. */
  private final class Renaming extends ClassRemapper {
    Renaming(ClassWriter next) {
      super(
          ASM9,
          next,
          new Remapper(ASM9) {
            @Override
            public String map(String internalName) {
              return world.rename(internalName);
            }
          });
    }

    @Override
    protected MethodVisitor createMethodRemapper(MethodVisitor next) {
      return new MethodRemapper(ASM9, next, remapper) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          if (!givesStreamOfJdk(owner, name, descriptor)) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            return;
          }
          mv.visitMethodInsn(opcode, remapper.map(owner), name, descriptor, isInterface);
          copyStream(mv, Type.getReturnType(descriptor).getInternalName());
        }
      };
    }

    /** Whether a class that is not copied makes the stream, such as a collection. */
    private boolean givesStreamOfJdk(String owner, String name, String descriptor) {
      if (!world.copiesStreams() || !descriptor.contains(")Ljava/util/stream/")) {
        return false;
      }
      ClassInfo declaring = resolve(owner, name + descriptor);
      return declaring != null && declaring.origin() == Origin.FOREIGN;
    }

    /** Makes the same stream once more, as a copy; nothing has been taken from it yet. */
    private void copyStream(MethodVisitor into, String type) {
      String kind = type.substring(type.lastIndexOf('/') + 1).replace("Stream", "");
      String spliterator = "java/util/Spliterator" + (kind.isEmpty() ? "" : "$Of" + kind);
      into.visitInsn(DUP);
      into.visitMethodInsn(INVOKESTATIC, HOOKS, "isParallel", "(Ljava/lang/Object;)Z", false);
      into.visitInsn(SWAP);
      into.visitMethodInsn(
          INVOKESTATIC, HOOKS, "spliterator", "(Ljava/lang/Object;)Ljava/util/Spliterator;", false);
      into.visitTypeInsn(CHECKCAST, spliterator);
      into.visitInsn(SWAP);
      into.visitMethodInsn(
          INVOKESTATIC,
          remapper.map("java/util/stream/StreamSupport"),
          kind.isEmpty() ? "stream" : kind.toLowerCase(Locale.ROOT) + "Stream",
          "(L" + spliterator + ";Z)L" + remapper.map(type) + ";",
          false);
    }
  }

  /** The class that declares the method; null if it cannot be found. */
  private @Nullable ClassInfo resolve(String owner, String method) {
    ClassInfo info = owner.startsWith("[") ? null : world.info(owner);
    return info == null ? null : resolve(info, method);
  }

  private @Nullable ClassInfo resolve(ClassInfo from, String method) {
    for (ClassInfo at = from;
        at != null;
        at = at.superName() == null ? null : world.info(at.superName())) {
      if (at.methods().containsKey(method)) {
        return at;
      }
    }
    for (ClassInfo at = from;
        at != null;
        at = at.superName() == null ? null : world.info(at.superName())) {
      for (String each : at.interfaces()) {
        ClassInfo parent = world.info(each);
        ClassInfo found = parent == null ? null : resolve(parent, method);
        if (found != null) {
          return found;
        }
      }
    }
    // A copied interface such as BlockingQueue inherits methods of java.util.Queue: the object is
    // a copy all the same.
    return from.origin() == Origin.COPY ? from : null;
  }

  /** The rewriting of one class. */
  private final class OneClass {
    private final ClassNode node;
    private final Origin origin;
    private final boolean copy;
    private final boolean emulatesInitialiser;
    private final @Nullable String file;
    private final List<MethodNode> added = new ArrayList<>();
    private final Map<String, MethodNode> bridges = new HashMap<>();

    /**
     * The methods in which method references stand, by the name of the small method made for each.
     */
    private final Map<String, String> enclosing = new HashMap<>();

    private int bridgeCount;
    private MethodNode method = new MethodNode();
    private int line;

    OneClass(ClassNode node, Origin origin) {
      this.node = node;
      this.origin = origin;
      this.copy = origin == Origin.COPY;
      ClassInfo info = world.info(node.name);
      this.emulatesInitialiser =
          info != null && info.initialised() && (!copy || CopiedClasses.isFresh(node.name));
      this.file =
          origin == Origin.STUDENT && node.sourceFile != null
              ? node.name.substring(0, node.name.lastIndexOf('/') + 1) + node.sourceFile
              : null;
    }

    boolean isInterface() {
      return (node.access & ACC_INTERFACE) != 0;
    }

    void rewrite() {
      if (copy) {
        openUp();
      }
      for (MethodNode each : List.copyOf(node.methods)) {
        desugarReferences(each);
      }
      node.methods.addAll(added);
      added.clear();
      for (MethodNode each : List.copyOf(node.methods)) {
        method = each;
        if ((each.access & ACC_NATIVE) != 0) {
          replaceNative(each);
        } else if ((each.access & ACC_ABSTRACT) == 0) {
          body(each);
        }
      }
      for (MethodNode each : List.copyOf(node.methods)) {
        if ((each.access & ACC_SYNCHRONIZED) != 0) {
          wrapSynchronized(each);
        }
      }
      if (emulatesInitialiser) {
        emulateInitialiser();
      }
      node.methods.addAll(added);
      addShadow();
    }

    // ------------------------------------------------------------------------------------ class
    // level

    /**
     * Copies live in another package than what they are used by: everything package-private becomes
     * public.
     */
    private void openUp() {
      if ((node.access & ACC_PRIVATE) == 0) {
        node.access = node.access & ~ACC_PROTECTED | ACC_PUBLIC;
      }
      // The garbage collector would call it at any time, on a thread that is not explored.
      node.methods.removeIf(each -> each.name.equals("finalize") && each.desc.equals("()V"));
    }

    private void replaceNative(MethodNode each) {
      each.access &= ~ACC_NATIVE;
      each.instructions = new InsnList();
      Type result = Type.getReturnType(each.desc);
      switch (result.getSort()) {
        case Type.VOID -> each.instructions.add(new InsnNode(RETURN));
        case Type.BOOLEAN -> {
          // AtomicLong asks the JVM whether it has a compare-and-set for long; every JVM we run on
          // has.
          each.instructions.add(new InsnNode(ICONST_1));
          each.instructions.add(new InsnNode(IRETURN));
        }
        default -> {
          each.instructions.add(new TypeInsnNode(NEW, "java/lang/UnsupportedOperationException"));
          each.instructions.add(new InsnNode(DUP));
          each.instructions.add(
              new MethodInsnNode(
                  INVOKESPECIAL,
                  "java/lang/UnsupportedOperationException",
                  "<init>",
                  "()V",
                  false));
          each.instructions.add(new InsnNode(ATHROW));
        }
      }
    }

    private void addShadow() {
      if (isInterface()) {
        return;
      }
      ClassInfo parent = node.superName == null ? null : world.info(node.superName);
      if (parent != null
          && (parent.rewritten() || !world.rename(node.superName).equals(node.superName))) {
        return;
      }
      node.interfaces.add(SHADOWED);
      node.fields.add(
          new FieldNode(
              ACC_PRIVATE | ACC_TRANSIENT | ACC_SYNTHETIC,
              SHADOW_FIELD,
              "Ljava/lang/Object;",
              null,
              null));
      MethodNode getter =
          new MethodNode(
              ACC_PUBLIC | ACC_SYNTHETIC | ACC_FINAL,
              "rc$shadow",
              "()Ljava/lang/Object;",
              null,
              null);
      getter.visitVarInsn(ALOAD, 0);
      getter.visitFieldInsn(GETFIELD, node.name, SHADOW_FIELD, "Ljava/lang/Object;");
      getter.visitInsn(ARETURN);
      node.methods.add(getter);
      MethodNode setter =
          new MethodNode(
              ACC_PUBLIC | ACC_SYNTHETIC | ACC_FINAL,
              "rc$shadow",
              "(Ljava/lang/Object;)V",
              null,
              null);
      setter.visitVarInsn(ALOAD, 0);
      setter.visitVarInsn(ALOAD, 1);
      setter.visitFieldInsn(PUTFIELD, node.name, SHADOW_FIELD, "Ljava/lang/Object;");
      setter.visitInsn(RETURN);
      node.methods.add(setter);
      addHash();
    }

    /** Sets of copied objects, such as a pool's of its workers, go in the same order every time. */
    private void addHash() {
      if (!copy
          || !node.superName.equals("java/lang/Object")
          || node.methods.stream()
              .anyMatch(each -> (each.name + each.desc).equals("hashCode()I"))) {
        return;
      }
      MethodNode hash = new MethodNode(ACC_PUBLIC | ACC_SYNTHETIC, "hashCode", "()I", null, null);
      hash.visitVarInsn(ALOAD, 0);
      hash.visitInsn(ICONST_0);
      hash.visitMethodInsn(
          INVOKESTATIC, HOOKS, "identityHashCode", "(Ljava/lang/Object;I)I", false);
      hash.visitInsn(IRETURN);
      node.methods.add(hash);
    }

    /**
     * The static initialiser becomes an ordinary method that the explorer runs once in each
     * execution.
     */
    private void emulateInitialiser() {
      MethodNode reset =
          new MethodNode(
              ACC_PUBLIC | ACC_STATIC | ACC_SYNTHETIC, Initialisation.RESET, "()V", null, null);
      for (FieldNode field : node.fields) {
        if ((field.access & ACC_STATIC) != 0 && field.value == null) {
          field.access &= ~ACC_FINAL;
          Type type = Type.getType(field.desc);
          reset.visitInsn(
              switch (type.getSort()) {
                case Type.LONG -> LCONST_0;
                case Type.FLOAT -> FCONST_0;
                case Type.DOUBLE -> DCONST_0;
                case Type.OBJECT, Type.ARRAY -> ACONST_NULL;
                default -> ICONST_0;
              });
          reset.visitFieldInsn(PUTSTATIC, node.name, field.name, field.desc);
        }
      }
      reset.visitInsn(RETURN);
      for (MethodNode each : node.methods) {
        if (each.name.equals("<clinit>")) {
          each.name = Initialisation.INITIALISER;
          each.access = ACC_PUBLIC | ACC_STATIC | ACC_SYNTHETIC;
        } else if ((each.access & ACC_STATIC) != 0
            && (each.access & (ACC_SYNTHETIC | ACC_ABSTRACT)) == 0) {
          InsnList ensure = new InsnList();
          ensure.add(new LdcInsnNode(Type.getObjectType(node.name)));
          ensure.add(hook("init", "(Ljava/lang/Class;)V"));
          each.instructions.insert(ensure);
        }
      }
      added.add(reset);
    }

    /** A synchronized method becomes a plain one that is called inside a virtual monitor. */
    private void wrapSynchronized(MethodNode each) {
      boolean isStatic = (each.access & ACC_STATIC) != 0;
      String inner = each.name + "$rc$body";
      MethodNode wrapper =
          new MethodNode(
              each.access & ~ACC_SYNCHRONIZED,
              each.name,
              each.desc,
              each.signature,
              each.exceptions.toArray(new String[0]));
      each.name = inner;
      each.access = each.access & ~(ACC_SYNCHRONIZED | ACC_PUBLIC | ACC_PROTECTED) | ACC_PRIVATE;
      int firstLine = firstLine(each);
      method = wrapper;
      line = firstLine;
      int site =
          copy ? 0 : site(node.name, each.name.replace("$rc$body", ""), each.desc, -1, false);
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      wrapper.visitTryCatchBlock(start, end, handler, null);
      loadMonitor(wrapper, isStatic);
      wrapper.visitLdcInsn(site);
      wrapper.visitMethodInsn(INVOKESTATIC, HOOKS, "monitorEnter", "(Ljava/lang/Object;I)V", false);
      wrapper.visitLabel(start);
      List<Object> locals = new ArrayList<>();
      int slot = 0;
      if (!isStatic) {
        locals.add(node.name);
        wrapper.visitVarInsn(ALOAD, slot++);
      }
      for (Type argument : Type.getArgumentTypes(each.desc)) {
        wrapper.visitVarInsn(argument.getOpcode(ILOAD), slot);
        slot += argument.getSize();
        locals.add(frameType(argument));
      }
      wrapper.visitMethodInsn(
          isStatic ? INVOKESTATIC : INVOKESPECIAL, node.name, inner, each.desc, isInterface());
      wrapper.visitLabel(end);
      loadMonitor(wrapper, isStatic);
      wrapper.visitLdcInsn(site);
      wrapper.visitMethodInsn(INVOKESTATIC, HOOKS, "monitorExit", "(Ljava/lang/Object;I)V", false);
      wrapper.visitInsn(Type.getReturnType(each.desc).getOpcode(IRETURN));
      wrapper.visitLabel(handler);
      wrapper.visitFrame(
          F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
      wrapper.visitInsn(DUP);
      wrapper.visitMethodInsn(INVOKESTATIC, HOOKS, "handler", "(Ljava/lang/Throwable;)V", false);
      loadMonitor(wrapper, isStatic);
      wrapper.visitLdcInsn(site);
      wrapper.visitMethodInsn(INVOKESTATIC, HOOKS, "monitorExit", "(Ljava/lang/Object;I)V", false);
      wrapper.visitInsn(ATHROW);
      added.add(wrapper);
    }

    private void loadMonitor(MethodNode into, boolean isStatic) {
      if (isStatic) {
        into.visitLdcInsn(Type.getObjectType(node.name));
      } else {
        into.visitVarInsn(ALOAD, 0);
      }
    }

    private int firstLine(MethodNode each) {
      for (AbstractInsnNode insn : each.instructions) {
        if (insn instanceof LineNumberNode number) {
          return number.line;
        }
      }
      return 0;
    }

    // ------------------------------------------------------------------------------------ method
    // references

    /**
     * A reference to a method that is rewritten where it is called becomes a small method with that
     * call in it.
     */
    private void desugarReferences(MethodNode each) {
      int at = 0;
      for (AbstractInsnNode insn : each.instructions) {
        if (insn instanceof LineNumberNode number) {
          at = number.line;
        }
        if (insn instanceof InvokeDynamicInsnNode dynamic) {
          for (int i = 0; i < dynamic.bsmArgs.length; i++) {
            if (dynamic.bsmArgs[i] instanceof Handle handle && wantsBridge(handle)) {
              Handle reference = reference(handle, dynamic.desc, at);
              enclosing.put(reference.getName(), each.name);
              dynamic.bsmArgs[i] = reference;
            }
          }
        }
      }
    }

    private boolean wantsBridge(Handle handle) {
      if (handle.getName().startsWith("lambda$")
          || handle.getOwner().equals("java/lang/runtime/ObjectMethods")
          // Of the JDK's, those by which a pool interrupts its threads.
          || copy && !handle.getOwner().equals("java/lang/Thread")) {
        return false;
      }
      return switch (handle.getTag()) {
        case H_INVOKEVIRTUAL, H_INVOKEINTERFACE, H_INVOKESTATIC, H_NEWINVOKESPECIAL ->
            !handle.getOwner().startsWith("[");
        default -> false;
      };
    }

    private Handle reference(Handle handle, String captured, int at) {
      Type[] declared = Type.getArgumentTypes(handle.getDesc());
      List<Type> arguments = new ArrayList<>();
      Type result = Type.getReturnType(handle.getDesc());
      int opcode;
      switch (handle.getTag()) {
        case H_NEWINVOKESPECIAL -> {
          result = Type.getObjectType(handle.getOwner());
          opcode = INVOKESPECIAL;
        }
        case H_INVOKESTATIC -> opcode = INVOKESTATIC;
        default -> {
          // A receiver that is captured has its own type, which may be below the method's owner; it
          // must be met exactly.
          Type[] bound = Type.getArgumentTypes(captured);
          arguments.add(bound.length > 0 ? bound[0] : Type.getObjectType(handle.getOwner()));
          opcode = handle.getTag() == H_INVOKEINTERFACE ? INVOKEINTERFACE : INVOKEVIRTUAL;
        }
      }
      arguments.addAll(List.of(declared));
      MethodNode bridge =
          new MethodNode(
              ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
              "rc$reference$" + bridgeCount++,
              Type.getMethodDescriptor(result, arguments.toArray(new Type[0])),
              null,
              null);
      Label start = new Label();
      bridge.visitLabel(start);
      bridge.visitLineNumber(at, start);
      if (opcode == INVOKESPECIAL) {
        bridge.visitTypeInsn(NEW, handle.getOwner());
        bridge.visitInsn(DUP);
      }
      load(bridge, arguments);
      bridge.visitMethodInsn(
          opcode, handle.getOwner(), handle.getName(), handle.getDesc(), handle.isInterface());
      bridge.visitInsn(result.getOpcode(IRETURN));
      added.add(bridge);
      return new Handle(H_INVOKESTATIC, node.name, bridge.name, bridge.desc, isInterface());
    }

    // ------------------------------------------------------------------------------------ method
    // bodies

    private void body(MethodNode each) {
      line = 0;
      Set<AbstractInsnNode> seenLabels = new HashSet<>();
      boolean beforeSuper = each.name.equals("<init>");
      int pendingNew = 0;
      for (AbstractInsnNode insn : each.instructions.toArray()) {
        switch (insn.getType()) {
          case AbstractInsnNode.LINE -> line = ((LineNumberNode) insn).line;
          case AbstractInsnNode.LABEL -> seenLabels.add(insn);
          case AbstractInsnNode.JUMP_INSN -> {
            boolean back = seenLabels.contains(((JumpInsnNode) insn).label);
            if (back && !copy) {
              each.instructions.insertBefore(insn, hook("loop", "()V"));
            } else if (back && CopiedClasses.walks(node.name, each.name)) {
              each.instructions.insertBefore(insn, hook("amid", "()V"));
            }
          }
          case AbstractInsnNode.FIELD_INSN -> field((FieldInsnNode) insn, beforeSuper);
          case AbstractInsnNode.TYPE_INSN -> {
            if (insn.getOpcode() == NEW) {
              pendingNew++;
              ensureInitialised(insn, ((TypeInsnNode) insn).desc);
            }
          }
          case AbstractInsnNode.METHOD_INSN -> {
            MethodInsnNode call = (MethodInsnNode) insn;
            boolean construction = call.getOpcode() == INVOKESPECIAL && call.name.equals("<init>");
            boolean superCall = construction && beforeSuper && pendingNew == 0;
            if (superCall) {
              beforeSuper = false;
            }
            if (construction) {
              if (!superCall) {
                pendingNew--;
              }
              construction(call, superCall);
            } else {
              call(call);
            }
          }
          case AbstractInsnNode.INSN -> simple((InsnNode) insn);
          default -> {
            // Nothing to do.
          }
        }
      }
      guardHandlers(each);
      if (copy && CopiedClasses.advances(node.name, each.name)) {
        each.instructions.insert(hook("advances", "()V"));
      }
      if (!copy && overridesCopy(each)) {
        // The JDK may call it in the middle of something: others see what it has done so far.
        each.instructions.insert(hook("amid", "()V"));
      }
    }

    /**
     * Whether the method overrides one of a copied class or interface, such as
     * RecursiveAction.compute().
     */
    private boolean overridesCopy(MethodNode each) {
      if ((each.access & (ACC_STATIC | ACC_PRIVATE)) != 0 || each.name.equals("<init>")) {
        return false;
      }
      ClassInfo info = world.info(node.name);
      return info != null && inheritsFromCopy(info, each.name + each.desc);
    }

    private boolean inheritsFromCopy(ClassInfo from, String member) {
      List<String> parents = new ArrayList<>(from.interfaces());
      if (from.superName() != null) {
        parents.add(from.superName());
      }
      for (String each : parents) {
        ClassInfo parent = world.info(each);
        if (parent != null
            && (parent.origin() == Origin.COPY && parent.methods().containsKey(member)
                || parent.rewritten() && inheritsFromCopy(parent, member))) {
          return true;
        }
      }
      return false;
    }

    /** Handlers that could catch an abort let it pass. */
    private void guardHandlers(MethodNode each) {
      Map<LabelNode, LabelNode> guarded = new HashMap<>();
      for (TryCatchBlockNode block : each.tryCatchBlocks) {
        if (block.type != null && !block.type.equals("java/lang/Throwable")) {
          continue;
        }
        LabelNode guard = guarded.get(block.handler);
        if (guard == null) {
          FrameNode frame = frameAt(block.handler);
          if (frame == null) {
            continue;
          }
          guard = new LabelNode();
          InsnList check = new InsnList();
          check.add(guard);
          check.add(
              new FrameNode(
                  F_NEW,
                  frame.local.size(),
                  frame.local.toArray(),
                  frame.stack.size(),
                  frame.stack.toArray()));
          check.add(new InsnNode(DUP));
          check.add(hook("handler", "(Ljava/lang/Throwable;)V"));
          check.add(new JumpInsnNode(GOTO, block.handler));
          // At the end of the method, where no handler's range, not even the handler's own, covers
          // the check.
          each.instructions.add(check);
          guarded.put(block.handler, guard);
        }
        block.handler = guard;
      }
    }

    private @Nullable FrameNode frameAt(LabelNode label) {
      for (AbstractInsnNode insn = label; insn != null; insn = insn.getNext()) {
        if (insn instanceof FrameNode frame) {
          return frame;
        }
        if (insn.getOpcode() >= 0) {
          return null;
        }
      }
      return null;
    }

    private MethodInsnNode hook(String name, String descriptor) {
      return new MethodInsnNode(INVOKESTATIC, HOOKS, name, descriptor, false);
    }

    private int site(String owner, String member, String descriptor, int field, boolean write) {
      return copy
          ? 0
          : world.newSite(
              node.name.replace('/', '.'),
              enclosing.getOrDefault(method.name, method.name),
              file,
              line,
              owner,
              member,
              descriptor,
              field,
              write);
    }

    private void before(AbstractInsnNode insn, AbstractInsnNode... more) {
      for (AbstractInsnNode each : more) {
        method.instructions.insertBefore(insn, each);
      }
    }

    private void after(AbstractInsnNode insn, AbstractInsnNode... more) {
      AbstractInsnNode last = insn;
      for (AbstractInsnNode each : more) {
        method.instructions.insert(last, each);
        last = each;
      }
    }

    private static InsnNode op(int opcode) {
      return new InsnNode(opcode);
    }

    private static LdcInsnNode constant(Object value) {
      return new LdcInsnNode(value);
    }

    // ------------------------------------------------------------------------------------ monitors
    // and arrays

    private void simple(InsnNode insn) {
      if (copy && CopiedClasses.isRacy(node.name)) {
        if (insn.getOpcode() == AALOAD) {
          before(insn, op(DUP2), op(POP), hook("acquire", "(Ljava/lang/Object;)V"));
        } else if (insn.getOpcode() == AASTORE) {
          before(
              insn,
              op(DUP_X2),
              op(POP),
              op(DUP2_X1),
              op(POP),
              hook("release", "(Ljava/lang/Object;)V"));
        }
      }
      switch (insn.getOpcode()) {
        case MONITORENTER -> replaceMonitor(insn, "monitorEnter");
        case MONITOREXIT -> replaceMonitor(insn, "monitorExit");
        case IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD -> {
          if (!copy) {
            int site = site("", "[]", "", world.fieldNumber("[]" + node.name), false);
            before(
                insn, op(DUP2), constant(site), hook("beforeArrayGet", "(Ljava/lang/Object;II)V"));
          }
        }
        case IASTORE, FASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> {
          if (!copy) {
            int site = site("", "[]", "", world.fieldNumber("[]" + node.name), true);
            before(
                insn,
                op(DUP_X2),
                op(POP),
                op(DUP2_X1),
                constant(site),
                hook("beforeArrayPut", "(Ljava/lang/Object;II)V"));
          }
        }
        case LASTORE, DASTORE -> {
          if (!copy) {
            int site = site("", "[]", "", world.fieldNumber("[]" + node.name), true);
            before(
                insn,
                op(DUP2_X2),
                op(POP2),
                op(DUP2_X2),
                constant(site),
                hook("beforeArrayPut", "(Ljava/lang/Object;II)V"));
          }
        }
        default -> {
          // Not a shared access.
        }
      }
    }

    private void replaceMonitor(InsnNode insn, String name) {
      int site = site("", name, "", -1, false);
      before(insn, constant(site), hook(name, "(Ljava/lang/Object;I)V"));
      method.instructions.remove(insn);
    }

    // ------------------------------------------------------------------------------------ fields

    private void field(FieldInsnNode insn, boolean beforeSuper) {
      ClassInfo owner = world.info(insn.owner);
      if (owner == null || !owner.rewritten()) {
        return;
      }
      boolean isStatic = insn.getOpcode() == GETSTATIC || insn.getOpcode() == PUTSTATIC;
      boolean write = insn.getOpcode() == PUTFIELD || insn.getOpcode() == PUTSTATIC;
      ClassInfo declaring = declaring(owner, insn.name);
      if (copy
          && insn.getOpcode() == GETFIELD
          && insn.name.equals("modCount")
          && declaring != null
          && declaring.name().equals("java/util/AbstractList")
          && !inherits(node.name, declaring.name())) {
        // An inner class of Vector, which in the JDK shares its package with AbstractList.
        method.instructions.set(insn, hook("modCount", "(Ljava/util/AbstractList;)I"));
        return;
      }
      if (declaring == null || !declaring.rewritten()) {
        return;
      }
      if (isStatic) {
        ensureInitialised(insn, declaring.name());
      }
      Integer flags = declaring.fields().get(insn.name);
      int access = flags == null ? 0 : flags;
      boolean isVolatile = (access & ACC_VOLATILE) != 0;
      if (copy) {
        boolean plain = (access & ACC_FINAL) == 0 && CopiedClasses.isRacy(node.name);
        if ((isVolatile || plain) && !isStatic && !beforeSuper) {
          copiedVolatile(insn, write);
        }
        return;
      }
      if ((access & ACC_FINAL) != 0 && !write && insn.desc.startsWith("L")) {
        // Not a shared access; but the field's name is what the student calls the object in it.
        int named = site(declaring.name(), insn.name, insn.desc, -1, false);
        after(insn, op(DUP), constant(named), hook("value", "(Ljava/lang/Object;I)V"));
      }
      if ((access & ACC_FINAL) != 0 || (access & ACC_SYNTHETIC) != 0 || beforeSuper && write) {
        return;
      }
      int site =
          site(
              declaring.name(),
              insn.name,
              insn.desc,
              world.fieldNumber(declaring.name() + "." + insn.name),
              write);
      String hookName =
          isVolatile
              ? write ? "beforeVolatilePut" : "beforeVolatileGet"
              : write ? "beforePut" : "beforeGet";
      Type type = Type.getType(insn.desc);
      boolean wide = type.getSize() == 2;
      InsnList code = new InsnList();
      if (isStatic) {
        code.add(constant(Type.getObjectType(declaring.name())));
      } else if (!write) {
        code.add(op(DUP));
      } else if (!wide) {
        code.add(op(DUP2));
        code.add(op(POP));
      } else {
        code.add(op(DUP2_X1));
        code.add(op(POP2));
        code.add(op(DUP));
      }
      code.add(constant(site));
      code.add(hook(hookName, "(Ljava/lang/Object;I)V"));
      if (!isStatic && write && wide) {
        code.add(op(DUP_X2));
        code.add(op(POP));
      }
      if (write) {
        code.add(op(wide ? DUP2 : DUP));
        code.add(constant(site));
        code.add(hook("value", "(" + valueType(type) + "I)V"));
      }
      method.instructions.insertBefore(insn, code);
      if (!write) {
        after(
            insn,
            op(wide ? DUP2 : DUP),
            constant(site),
            hook("value", "(" + valueType(type) + "I)V"));
      }
    }

    private void copiedVolatile(FieldInsnNode insn, boolean write) {
      if (!write) {
        before(insn, op(DUP), hook("acquire", "(Ljava/lang/Object;)V"));
      } else if (Type.getType(insn.desc).getSize() == 1) {
        before(insn, op(DUP2), op(POP), hook("release", "(Ljava/lang/Object;)V"));
      } else {
        before(
            insn,
            op(DUP2_X1),
            op(POP2),
            op(DUP),
            hook("release", "(Ljava/lang/Object;)V"),
            op(DUP_X2),
            op(POP));
      }
    }

    private static String valueType(Type type) {
      return switch (type.getSort()) {
        case Type.LONG -> "J";
        case Type.FLOAT -> "F";
        case Type.DOUBLE -> "D";
        case Type.OBJECT, Type.ARRAY -> "Ljava/lang/Object;";
        default -> "I";
      };
    }

    private @Nullable ClassInfo declaring(ClassInfo from, String field) {
      for (ClassInfo at = from;
          at != null;
          at = at.superName() == null ? null : world.info(at.superName())) {
        if (at.fields().containsKey(field)) {
          return at;
        }
        for (String each : at.interfaces()) {
          ClassInfo parent = world.info(each);
          ClassInfo found = parent == null ? null : declaring(parent, field);
          if (found != null) {
            return found;
          }
        }
      }
      return null;
    }

    /** Before a static field is used or an object made: the class must be initialised. */
    private void ensureInitialised(AbstractInsnNode insn, String owner) {
      for (ClassInfo at = world.info(owner);
          at != null && at.rewritten();
          at = at.superName() == null ? null : world.info(at.superName())) {
        if (at.initialised()
            && !(at.name().equals(node.name) && initialisedHere())
            && (at.origin() != Origin.COPY || CopiedClasses.isFresh(at.name()))) {
          before(insn, constant(Type.getObjectType(owner)), hook("init", "(Ljava/lang/Class;)V"));
          return;
        }
      }
    }

    /**
     * Whether this method of the class only runs once the class is initialised, or is what
     * initialises it.
     */
    private boolean initialisedHere() {
      return copy
          || method.name.equals("<clinit>")
          || (method.access & ACC_STATIC) != 0 && (method.access & ACC_SYNTHETIC) == 0;
    }

    // ------------------------------------------------------------------------------------ calls

    private void construction(MethodInsnNode call, boolean superCall) {
      if (call.owner.equals("java/lang/Thread") || copy && call.owner.equals("java/lang/Thread")) {
        if (superCall) {
          after(call, new VarInsnNode(ALOAD, 0), constant(named(call.desc)), constant(0), made());
        } else {
          after(call, op(DUP), constant(named(call.desc)), constant(0), made());
        }
      } else if (call.owner.equals("java/util/Random") && call.desc.equals("()V")) {
        before(call, hook("randomSeed", "()J"));
        call.desc = "(J)V";
      } else if (call.owner.equals("java/util/Date") && call.desc.equals("()V")) {
        before(call, constant(0), hook("currentTimeMillis", "(I)J"));
        call.desc = "(J)V";
      } else if (!copy
          && call.owner.startsWith("java/util/")
          && (call.desc.equals("(Ljava/util/Collection;)V")
              || call.desc.equals("(Ljava/util/Map;)V"))) {
        int site = site(call.owner, call.name, call.desc, world.fieldNumber("content"), false);
        before(call, op(DUP), constant(site), hook("beforeHandOver", "(Ljava/lang/Object;I)V"));
      }
    }

    private MethodInsnNode made() {
      return hook("made", "(Ljava/lang/Thread;ZI)V");
    }

    private static Integer named(String descriptor) {
      return descriptor.contains("Ljava/lang/String;") ? 1 : 0;
    }

    private void redirect(MethodInsnNode call, Target target) {
      if (target.site()) {
        before(call, constant(site(call.owner, call.name, call.desc, -1, false)));
      }
      method.instructions.set(
          call,
          new MethodInsnNode(
              INVOKESTATIC,
              target.owner(),
              target.name(),
              target.descriptor(),
              target.owner().endsWith("ThreadBuilder")));
    }

    private void call(MethodInsnNode call) {
      boolean isStatic = call.getOpcode() == INVOKESTATIC;
      Target target = isStatic ? Redirects.ofStatic(call.owner, call.name, call.desc) : null;
      if (isStatic && target == null && inherits(call.owner, "java/lang/Thread")) {
        target = Redirects.ofStatic("java/lang/Thread", call.name, call.desc);
      }
      if (!isStatic) {
        target = Redirects.ofMonitor(call.name, call.desc);
        if (target == null) {
          Target ofThread = Redirects.ofThread(call.name, call.desc);
          if (ofThread != null && resolvesTo(call, "java/lang/Thread")) {
            target = ofThread;
          }
        }
        if (target == null) {
          Target ofLocal = Redirects.ofLocal(call.name, call.desc);
          if (ofLocal != null && resolvesTo(call, "java/lang/ThreadLocal")) {
            target = ofLocal;
          }
        }
      }
      if (target != null) {
        redirect(call, target);
        return;
      }
      if (time(call) || jdkInternals(call)) {
        return;
      }
      if (call.owner.equals("java/lang/invoke/VarHandle")) {
        int mode = handleMode(call.name);
        if (mode >= 0) {
          handleBridge(call, mode);
        }
        return;
      }
      if (copy) {
        callInCopy(call);
      } else {
        callInStudent(call, isStatic);
      }
    }

    private boolean time(MethodInsnNode call) {
      if (call.getOpcode() == INVOKESTATIC
          && call.name.equals("now")
          && call.owner.startsWith("java/time/")
          && call.desc.startsWith("()")) {
        before(call, constant(0), hook("clock", "(I)Ljava/time/Clock;"));
        call.desc = "(Ljava/time/Clock;)" + call.desc.substring(2);
        return true;
      }
      if (call.owner.equals("java/lang/Runtime") && call.name.equals("availableProcessors")) {
        before(call, constant(0));
        method.instructions.set(call, hook("availableProcessors", "(Ljava/lang/Runtime;I)I"));
        return true;
      }
      if (call.getOpcode() == INVOKESTATIC
          && call.owner.equals("java/util/Collections")
          && call.name.startsWith("synchronized")) {
        String kind = call.name.substring("synchronized".length());
        AbstractInsnNode cast =
            new TypeInsnNode(CHECKCAST, Type.getReturnType(call.desc).getInternalName());
        after(call, cast);
        before(call, constant(kind));
        String arguments =
            "Ljava/lang/Object;".repeat(Type.getArgumentTypes(call.desc).length)
                + "Ljava/lang/String;";
        method.instructions.set(
            call, hook("synchronizedView", "(" + arguments + ")Ljava/lang/Object;"));
        return true;
      }
      return false;
    }

    private boolean jdkInternals(MethodInsnNode call) {
      if (!copy) {
        return false;
      }
      if (call.owner.equals("jdk/internal/reflect/Reflection")
          && call.name.equals("getCallerClass")) {
        method.instructions.set(call, hook("callerClass", "()Ljava/lang/Class;"));
        return true;
      }
      if (call.owner.equals("jdk/internal/access/SharedSecrets") && call.name.startsWith("set")) {
        method.instructions.set(call, hook("ignore", "(Ljava/lang/Object;)V"));
        return true;
      }
      if (call.owner.equals("java/lang/ref/Cleaner") && call.name.equals("register")) {
        method.instructions.set(
            call,
            hook(
                "register",
                "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Runnable;)Ljava/lang/ref/Cleaner$Cleanable;"));
        return true;
      }
      if (call.owner.equals("jdk/internal/access/JavaLangAccess")) {
        if (call.name.equals("currentCarrierThread")) {
          before(call, op(POP), constant(0));
          method.instructions.set(call, hook("currentThread", "(I)Ljava/lang/Thread;"));
          return true;
        }
        if (call.name.equals("start")) {
          method.instructions.set(
              call,
              new MethodInsnNode(
                  INVOKESTATIC,
                  "racecourse/engine/explore/inworld/ThreadContainer",
                  "start",
                  "(Ljava/lang/Object;Ljava/lang/Thread;Ljdk/internal/vm/ThreadContainer;)V",
                  false));
          return true;
        }
      }
      if (call.owner.equals("jdk/internal/misc/Unsafe")) {
        if (call.name.equals("park")) {
          method.instructions.set(call, hook("unsafePark", "(Ljava/lang/Object;ZJ)V"));
        } else if (call.name.equals("unpark")) {
          method.instructions.set(
              call, hook("unsafeUnpark", "(Ljava/lang/Object;Ljava/lang/Object;)V"));
        } else if (call.desc.startsWith("(Ljava/lang/Object;J")) {
          unsafeBridge(call);
        }
        return true;
      }
      return false;
    }

    private static final Set<String> FUNCTIONS =
        Set.of("java/lang/Runnable", "java/util/concurrent/Callable", "java/util/Comparator");

    private static boolean isFunction(MethodInsnNode call) {
      return call.getOpcode() == INVOKEINTERFACE
          && (call.owner.startsWith("java/util/function/") || FUNCTIONS.contains(call.owner));
    }

    private void callInCopy(MethodInsnNode call) {
      if (node.name.startsWith("java/util/Collections$Synchronized")
          && call.getOpcode() == INVOKEINTERFACE
          && isCollectionType(call.owner)) {
        innerBridge(call);
        return;
      }
      if (!isFunction(call)) {
        return;
      }
      Type[] arguments = Type.getArgumentTypes(call.desc);
      if (arguments.length == 0) {
        before(call, op(DUP), hook("callback", "(Ljava/lang/Object;)V"));
      } else if (arguments.length == 1 && arguments[0].getSize() == 1) {
        before(call, op(DUP2), op(POP), hook("callback", "(Ljava/lang/Object;)V"));
      }
    }

    /** A static method of the JDK that reads or writes the caller's arrays and collections. */
    private boolean bulk(MethodInsnNode call) {
      List<Bulk> accesses = Bulk.of(call.owner, call.name, call.desc);
      if (accesses.isEmpty()) {
        return false;
      }
      List<Type> arguments = argumentsOf(call);
      Type result = Type.getReturnType(call.desc);
      int[] slots = new int[arguments.size()];
      int next = 0;
      for (int i = 0; i < slots.length; i++) {
        slots[i] = next;
        next += arguments.get(i).getSize();
      }
      MethodNode bridge = newBridge(call, arguments, result);
      for (Bulk access : accesses) {
        int field = world.fieldNumber("[]" + node.name);
        int site = site(call.owner, call.name, call.desc, field, access.write());
        bridge.visitVarInsn(ALOAD, slots[access.argument()]);
        if (access.from() < 0) {
          bridge.visitLdcInsn(0);
          bridge.visitLdcInsn(Integer.MAX_VALUE);
        } else {
          bridge.visitVarInsn(ILOAD, slots[access.from()]);
          bridge.visitVarInsn(ILOAD, slots[access.to()]);
          if (access.length()) {
            bridge.visitVarInsn(ILOAD, slots[access.from()]);
            bridge.visitInsn(IADD);
          }
        }
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(
            INVOKESTATIC,
            HOOKS,
            access.write() ? "bulkWrite" : "bulkRead",
            "(Ljava/lang/Object;III)V",
            false);
      }
      load(bridge, arguments);
      original(bridge, call);
      bridge.visitInsn(result.getOpcode(IRETURN));
      replaceBy(call, bridge);
      return true;
    }

    private void callInStudent(MethodInsnNode call, boolean isStatic) {
      // What streams share is their own affair; what their functions do is not.
      if (unsupported(call) || isStatic && bulk(call) || CopiedClasses.isOfStreams(call.owner)) {
        return;
      }
      if (call.owner.startsWith("[") && call.name.equals("clone")) {
        int field = world.fieldNumber("[]" + node.name);
        before(
            call,
            op(DUP),
            constant(0),
            constant(Integer.MAX_VALUE),
            constant(site(call.owner, call.name, call.desc, field, false)),
            hook("bulkRead", "(Ljava/lang/Object;III)V"));
        return;
      }
      if (isFunction(call)) {
        functionBridge(call);
        return;
      }
      ClassInfo target = resolve(call.owner, call.name + call.desc);
      if (target != null && (target.origin() == Origin.COPY || isOfCopy(call, target))) {
        Integer flags = target.methods().get(call.name + call.desc);
        boolean open = flags != null && (flags & ACC_PUBLIC) != 0;
        if (isStatic) {
          if (!quietFactory(call)) {
            before(
                call,
                constant(site(call.owner, call.name, call.desc, -1, false)),
                hook("point", "(I)V"));
          }
        } else if (open && call.getOpcode() != INVOKESPECIAL && !isQuiet(call)) {
          bridge(call, "beforeCall");
        } else if (!isQuiet(call)) {
          before(
              call,
              constant(site(call.owner, call.name, call.desc, -1, false)),
              hook("point", "(I)V"));
        }
        return;
      }
      if (call.owner.equals("java/lang/invoke/MethodHandles$Lookup")
          && (call.name.equals("findVarHandle") || call.name.equals("findStaticVarHandle"))) {
        findVarHandleBridge(call);
        return;
      }
      if (call.getOpcode() == INVOKEVIRTUAL
          && call.owner.equals("java/lang/Object")
          && (call.name.equals("toString")
              || call.name.equals("equals")
              || call.name.equals("hashCode"))) {
        // Called through an interface, these belong to Object.
        bridge(call, "beforeJdkCall");
        return;
      }
      if (call.getOpcode() != INVOKESPECIAL && isCollectionType(call.owner)) {
        if (!isStatic) {
          bridge(call, "beforeJdkCall");
        } else if (call.owner.equals("java/util/Collections")
            && call.name.startsWith("unmodifiable")) {
          bridge(call, "beforeJdkCall");
        }
      }
    }

    /**
     * Whether a copied class inherits the called method from a class of the JDK that is not copied,
     * such as AbstractQueue.
     */
    private boolean isOfCopy(MethodInsnNode call, ClassInfo declaring) {
      if (declaring.origin() != Origin.FOREIGN || declaring.name().equals("java/lang/Object")) {
        return false;
      }
      for (ClassInfo at = world.info(call.owner);
          at != null && at.rewritten();
          at = at.superName() == null ? null : world.info(at.superName())) {
        if (at.origin() == Origin.COPY) {
          return true;
        }
      }
      return false;
    }

    private boolean unsupported(MethodInsnNode call) {
      boolean parallel = call.owner.equals("java/util/Arrays") && call.name.startsWith("parallel");
      if (parallel) {
        before(
            call,
            constant(
                "Arrays."
                    + call.name
                    + "() runs on threads of the JDK that the explorer does not control"),
            hook("unsupported", "(Ljava/lang/String;)V"));
      }
      return parallel;
    }

    /** Static methods of copies that only make an object or answer from constants. */
    private static boolean quietFactory(MethodInsnNode call) {
      return call.owner.equals("java/util/concurrent/Executors")
          || call.owner.equals("java/util/concurrent/TimeUnit")
          || call.owner.equals("java/util/concurrent/ThreadLocalRandom")
          || call.name.equals("values")
          || call.name.equals("valueOf");
    }

    /** Instance methods of copies that touch nothing shared. */
    private boolean isQuiet(MethodInsnNode call) {
      return call.owner.equals("java/util/concurrent/TimeUnit") && !call.name.startsWith("sleep")
          || call.name.equals("newCondition")
          // Of a ReadWriteLock; a StampedLock's methods of these names do take the lock.
          || call.name.equals("readLock") && !call.desc.endsWith("J")
          || call.name.equals("writeLock") && !call.desc.endsWith("J")
          || inherits(call.owner, "java/lang/Throwable");
    }

    private static boolean isCollectionType(String owner) {
      return owner.startsWith("java/util/")
              && !owner.startsWith("java/util/function/")
              && !owner.startsWith("java/util/stream/")
              && !owner.startsWith("java/util/Optional")
              && !owner.equals("java/util/Objects")
              && !owner.equals("java/util/Arrays")
          || owner.equals("java/lang/StringBuilder")
          || owner.equals("java/lang/StringBuffer")
          || owner.equals("java/lang/Iterable");
    }

    private boolean inherits(String from, String ancestor) {
      for (ClassInfo at = world.info(from);
          at != null;
          at = at.superName() == null ? null : world.info(at.superName())) {
        if (at.name().equals(ancestor)) {
          return true;
        }
      }
      return false;
    }

    /** Whether the call runs this class's own method: the receiver's class inherits it. */
    private boolean resolvesTo(MethodInsnNode call, String ancestor) {
      for (ClassInfo at = world.info(call.owner);
          at != null;
          at = at.superName() == null ? null : world.info(at.superName())) {
        if (at.name().equals(ancestor)) {
          return true;
        }
        if (at.methods().containsKey(call.name + call.desc)) {
          return false;
        }
      }
      return false;
    }

    // ------------------------------------------------------------------------------------ bridges

    private void load(MethodNode into, List<Type> arguments) {
      int slot = 0;
      for (Type argument : arguments) {
        into.visitVarInsn(argument.getOpcode(ILOAD), slot);
        slot += argument.getSize();
      }
    }

    /** A method to call instead; its name says instead of what, for the JVM's own messages. */
    private MethodNode newBridge(MethodInsnNode call, List<Type> arguments, Type result) {
      String owner =
          call.owner
              .substring(Math.max(call.owner.lastIndexOf('/'), call.owner.lastIndexOf('$')) + 1)
              .replaceAll("\\W", "");
      MethodNode bridge =
          new MethodNode(
              ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
              BRIDGE + bridgeCount++ + "$" + owner + "$" + call.name.replaceAll("\\W", ""),
              Type.getMethodDescriptor(result, arguments.toArray(new Type[0])),
              null,
              null);
      Label start = new Label();
      bridge.visitLabel(start);
      if (line > 0) {
        bridge.visitLineNumber(line, start);
      }
      added.add(bridge);
      return bridge;
    }

    private List<Type> argumentsOf(MethodInsnNode call) {
      List<Type> arguments = new ArrayList<>();
      if (call.getOpcode() != INVOKESTATIC) {
        arguments.add(Type.getObjectType(call.owner));
      }
      arguments.addAll(List.of(Type.getArgumentTypes(call.desc)));
      return arguments;
    }

    private void replaceBy(MethodInsnNode call, MethodNode bridge) {
      method.instructions.set(
          call,
          new MethodInsnNode(INVOKESTATIC, node.name, bridge.name, bridge.desc, isInterface()));
    }

    private void original(MethodNode into, MethodInsnNode call) {
      into.visitMethodInsn(call.getOpcode(), call.owner, call.name, call.desc, call.itf);
    }

    private static final Set<String> CONDITIONS =
        Set.of(
            "java/util/concurrent/locks/Condition",
            "java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionObject");

    /** A call on a JDK object: the hooks see the receiver, the arguments and the result. */
    private void bridge(MethodInsnNode call, String hookBefore) {
      List<Type> arguments = argumentsOf(call);
      Type result = Type.getReturnType(call.desc);
      boolean ofJdk = hookBefore.equals("beforeJdkCall");
      int site =
          site(call.owner, call.name, call.desc, ofJdk ? world.fieldNumber("content") : -1, false);
      MethodNode bridge = newBridge(call, arguments, result);
      bridge.visitVarInsn(ALOAD, 0);
      if (ofJdk && call.desc.startsWith("(I") && Collections.isOfElement(call.name)) {
        bridge.visitVarInsn(ILOAD, 1);
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(
            INVOKESTATIC, HOOKS, "beforeElementCall", "(Ljava/lang/Object;II)V", false);
      } else if (ofJdk
          && Collections.isOfKey(call.name)
          && call.desc.startsWith("(Ljava/lang/Object;")) {
        bridge.visitVarInsn(ALOAD, 1);
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(
            INVOKESTATIC,
            HOOKS,
            "beforeKeyCall",
            "(Ljava/lang/Object;Ljava/lang/Object;I)V",
            false);
      } else {
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(INVOKESTATIC, HOOKS, hookBefore, "(Ljava/lang/Object;I)V", false);
      }
      int slot = 0;
      for (int i = 0; i < arguments.size(); i++) {
        Type argument = arguments.get(i);
        if (i > 0 && argument.getSort() >= Type.ARRAY) {
          if (ofJdk && Collections.readsArgument(call.name)) {
            bridge.visitVarInsn(ALOAD, slot);
            bridge.visitLdcInsn(site);
            bridge.visitMethodInsn(
                INVOKESTATIC, HOOKS, "beforeHandOver", "(Ljava/lang/Object;I)V", false);
          }
          bridge.visitVarInsn(ALOAD, slot);
          bridge.visitLdcInsn(site);
          bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "argument", "(Ljava/lang/Object;I)V", false);
        }
        slot += argument.getSize();
      }
      if (CONDITIONS.contains(call.owner)
          && call.name.startsWith("await")
          && !call.name.equals("awaitUninterruptibly")) {
        spuriousReturn(bridge, call, arguments, result, site);
      }
      load(bridge, arguments);
      original(bridge, call);
      if (ofJdk && result.getSort() == Type.OBJECT && Collections.makesViews(call.name)) {
        bridge.visitInsn(DUP);
        bridge.visitVarInsn(ALOAD, 0);
        bridge.visitInsn(SWAP);
        bridge.visitMethodInsn(
            INVOKESTATIC, HOOKS, "view", "(Ljava/lang/Object;Ljava/lang/Object;)V", false);
      }
      resultHook(bridge, result, site);
      bridge.visitInsn(result.getOpcode(IRETURN));
      replaceBy(call, bridge);
    }

    /** A call of a function object: the hooks see what it is given, and what it throws. */
    private void functionBridge(MethodInsnNode call) {
      List<Type> arguments = argumentsOf(call);
      Type result = Type.getReturnType(call.desc);
      int site = site(call.owner, call.name, call.desc, -1, false);
      MethodNode bridge = newBridge(call, arguments, result);
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      bridge.visitTryCatchBlock(start, end, handler, null);
      bridge.visitVarInsn(ALOAD, 0);
      if (arguments.size() == 1) {
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "function", "(Ljava/lang/Object;I)V", false);
      } else {
        Type argument = arguments.get(1);
        bridge.visitVarInsn(argument.getOpcode(ILOAD), 1);
        String type =
            switch (argument.getSort()) {
              case Type.OBJECT, Type.ARRAY -> "Ljava/lang/Object;";
              case Type.LONG -> "J";
              case Type.DOUBLE -> "D";
              case Type.BOOLEAN -> "Z";
              default -> "I";
            };
        bridge.visitLdcInsn(site);
        bridge.visitMethodInsn(
            INVOKESTATIC, HOOKS, "function", "(Ljava/lang/Object;" + type + "I)V", false);
      }
      bridge.visitLabel(start);
      load(bridge, arguments);
      original(bridge, call);
      bridge.visitLabel(end);
      bridge.visitInsn(result.getOpcode(IRETURN));
      bridge.visitLabel(handler);
      List<Object> locals = new ArrayList<>();
      arguments.forEach(argument -> locals.add(frameType(argument)));
      bridge.visitFrame(
          F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
      bridge.visitInsn(DUP);
      bridge.visitLdcInsn(site);
      bridge.visitMethodInsn(
          INVOKESTATIC, HOOKS, "functionThrew", "(Ljava/lang/Throwable;I)V", false);
      bridge.visitInsn(ATHROW);
      replaceBy(call, bridge);
    }

    /** A synchronized collection calls the collection inside it. */
    private void innerBridge(MethodInsnNode call) {
      List<Type> arguments = argumentsOf(call);
      Type result = Type.getReturnType(call.desc);
      MethodNode bridge = newBridge(call, arguments, result);
      bridge.visitVarInsn(ALOAD, 0);
      bridge.visitInsn(Collections.isReader(call.name) ? ICONST_0 : ICONST_1);
      bridge.visitMethodInsn(
          INVOKESTATIC, HOOKS, "beforeInnerCall", "(Ljava/lang/Object;Z)V", false);
      load(bridge, arguments);
      original(bridge, call);
      if (result.getSort() == Type.OBJECT && Collections.makesViews(call.name)) {
        bridge.visitInsn(DUP);
        bridge.visitVarInsn(ALOAD, 0);
        bridge.visitInsn(SWAP);
        bridge.visitMethodInsn(
            INVOKESTATIC, HOOKS, "view", "(Ljava/lang/Object;Ljava/lang/Object;)V", false);
      }
      bridge.visitInsn(result.getOpcode(IRETURN));
      replaceBy(call, bridge);
    }

    private void resultHook(MethodNode bridge, Type result, int site) {
      switch (result.getSort()) {
        case Type.VOID -> {
          bridge.visitLdcInsn(site);
          bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "afterCall", "(I)V", false);
        }
        case Type.OBJECT, Type.ARRAY -> {
          bridge.visitInsn(DUP);
          bridge.visitLdcInsn(site);
          bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "afterCall", "(Ljava/lang/Object;I)V", false);
        }
        case Type.LONG, Type.DOUBLE, Type.FLOAT -> {
          bridge.visitLdcInsn(site);
          bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "afterCall", "(I)V", false);
        }
        default -> {
          bridge.visitInsn(DUP);
          bridge.visitLdcInsn(site);
          bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "afterCall", "(II)V", false);
        }
      }
    }

    /**
     * A wait that returns for no reason is a wait of no time at all, which gives the lock up and
     * takes it again.
     */
    private void spuriousReturn(
        MethodNode bridge, MethodInsnNode call, List<Type> arguments, Type result, int site) {
      Label normal = new Label();
      bridge.visitLdcInsn(site);
      bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "spurious", "(I)Z", false);
      bridge.visitJumpInsn(IFEQ, normal);
      bridge.visitVarInsn(ALOAD, 0);
      bridge.visitInsn(LCONST_0);
      bridge.visitMethodInsn(call.getOpcode(), call.owner, "awaitNanos", "(J)J", call.itf);
      bridge.visitInsn(POP2);
      switch (result.getSort()) {
        case Type.VOID -> bridge.visitInsn(RETURN);
        case Type.LONG -> {
          bridge.visitVarInsn(LLOAD, 1);
          bridge.visitInsn(LRETURN);
        }
        default -> {
          bridge.visitInsn(ICONST_1);
          bridge.visitInsn(IRETURN);
        }
      }
      bridge.visitLabel(normal);
      Object[] locals = arguments.stream().map(OneClass::frameType).toArray();
      bridge.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
    }

    private static Object frameType(Type type) {
      return switch (type.getSort()) {
        case Type.LONG -> LONG;
        case Type.DOUBLE -> DOUBLE;
        case Type.FLOAT -> FLOAT;
        case Type.OBJECT, Type.ARRAY -> type.getInternalName();
        default -> INTEGER;
      };
    }

    /** What an access by a variable handle does, as flags of {@link Races}; -1 if it is none. */
    private static int handleMode(String name) {
      int update = Races.WRITE | Races.ATOMIC;
      return switch (name) {
        case "get" -> 0;
        case "set" -> Races.WRITE;
        case "getOpaque" -> Races.ATOMIC;
        case "setOpaque", "weakCompareAndSetPlain" -> update;
        case "getVolatile", "getAcquire" -> Races.ATOMIC | Races.ACQUIRE;
        case "setVolatile", "setRelease" -> update | Races.RELEASE;
        default -> {
          if (!name.startsWith("compareAnd")
              && !name.startsWith("weakCompareAnd")
              && !name.startsWith("getAnd")) {
            yield -1;
          }
          yield name.endsWith("Acquire")
              ? update | Races.ACQUIRE
              : name.endsWith("Release")
                  ? update | Races.RELEASE
                  : update | Races.ACQUIRE | Races.RELEASE;
        }
      };
    }

    /**
     * An access by a variable handle. The first argument, if it is a reference, is the object or
     * array with the variable.
     */
    private void handleBridge(MethodInsnNode call, int mode) {
      List<Type> arguments = argumentsOf(call);
      Type result = Type.getReturnType(call.desc);
      boolean hasObject =
          arguments.size() > 1
              && arguments.get(1).getSort() >= Type.ARRAY
              && !(arguments.size() == 2 && call.name.startsWith("set"));
      if (copy) {
        if (!hasObject || ordersNothing(call.name)) {
          return;
        }
        String key = "handle" + call.name + call.desc;
        MethodNode known = bridges.get(key);
        if (known == null) {
          known = newBridge(call, arguments, result);
          known.visitVarInsn(ALOAD, 1);
          // Weaker modes than acquire and release are the JDK's own business, and count as these.
          boolean reads = call.name.startsWith("get") && !call.name.startsWith("getAnd");
          known.visitMethodInsn(
              INVOKESTATIC,
              HOOKS,
              reads ? "acquire" : call.name.startsWith("set") ? "release" : "acquireRelease",
              "(Ljava/lang/Object;)V",
              false);
          load(known, arguments);
          original(known, call);
          known.visitInsn(result.getOpcode(IRETURN));
          bridges.put(key, known);
        }
        replaceBy(call, known);
        return;
      }
      int site = site(call.owner, call.name, call.desc, -1, (mode & Races.WRITE) != 0);
      MethodNode bridge = newBridge(call, arguments, result);
      bridge.visitVarInsn(ALOAD, 0);
      if (hasObject) {
        bridge.visitVarInsn(ALOAD, 1);
      } else {
        bridge.visitInsn(ACONST_NULL);
      }
      bridge.visitLdcInsn(mode);
      bridge.visitLdcInsn(site);
      bridge.visitMethodInsn(
          INVOKESTATIC,
          HOOKS,
          "handle",
          "(Ljava/lang/invoke/VarHandle;Ljava/lang/Object;II)V",
          false);
      load(bridge, arguments);
      original(bridge, call);
      resultHook(bridge, result, site);
      bridge.visitInsn(result.getOpcode(IRETURN));
      replaceBy(call, bridge);
    }

    /**
     * Whether this mode of access, asked for by the student through an atomic class, orders no
     * other access (package {@code java.util.concurrent.atomic}; JDK 9 memory order modes). What
     * other classes of the JDK do with such modes is their own business, and counts as acquire and
     * release: a false race would accuse a student.
     */
    private boolean ordersNothing(String access) {
      return node.name.startsWith("java/util/concurrent/atomic/Atomic")
          && (access.endsWith("Opaque")
              || access.endsWith("Plain")
              || access.equals("get")
              || access.equals("set"));
    }

    private void unsafeBridge(MethodInsnNode call) {
      if (ordersNothing(call.name)) {
        return;
      }
      String key = "unsafe" + call.name + call.desc;
      MethodNode known = bridges.get(key);
      if (known == null) {
        List<Type> arguments = argumentsOf(call);
        Type result = Type.getReturnType(call.desc);
        known = newBridge(call, arguments, result);
        known.visitVarInsn(ALOAD, 1);
        boolean reads = call.name.startsWith("get") && !call.name.startsWith("getAnd");
        boolean writes = call.name.startsWith("put");
        String hook = reads ? "acquire" : writes ? "release" : "acquireRelease";
        known.visitMethodInsn(
            INVOKESTATIC,
            HOOKS,
            node.name.contains("FieldUpdater") ? "update" : hook,
            "(Ljava/lang/Object;)V",
            false);
        load(known, arguments);
        original(known, call);
        known.visitInsn(result.getOpcode(IRETURN));
        bridges.put(key, known);
      }
      replaceBy(call, known);
    }

    private void findVarHandleBridge(MethodInsnNode call) {
      List<Type> arguments = argumentsOf(call);
      MethodNode bridge = newBridge(call, arguments, Type.getReturnType(call.desc));
      load(bridge, arguments);
      original(bridge, call);
      bridge.visitVarInsn(ALOAD, 1);
      bridge.visitVarInsn(ALOAD, 2);
      bridge.visitMethodInsn(
          INVOKESTATIC,
          HOOKS,
          "found",
          "(Ljava/lang/invoke/VarHandle;Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/invoke/VarHandle;",
          false);
      bridge.visitInsn(ARETURN);
      replaceBy(call, bridge);
    }
  }
}
