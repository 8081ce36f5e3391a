package racecourse.engine.submission;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Tells members that are still to be written from written ones, by their bytecode: comments and
 * layout do not matter.
 */
final class StubCheck {
  private static final String UNSUPPORTED = "java/lang/UnsupportedOperationException";

  private StubCheck() {}

  /**
   * The names of the contract's members that do nothing yet but throw {@link
   * UnsupportedOperationException}.
   */
  static List<String> unwritten(Contract contract, ClassTree tree) {
    List<String> names = new ArrayList<>();
    for (ClassTree.Found<MethodNode> member : contract.members(tree)) {
      if (isStub(member.member())) {
        names.add(Signatures.brief(member.owner(), member.member()));
      }
    }
    return names;
  }

  /** Whether the method does nothing but throw that exception. */
  static boolean isStub(MethodNode method) {
    List<AbstractInsnNode> code = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0) {
        code.add(node);
      }
    }
    int size = code.size();
    if (size < 2 || code.get(size - 1).getOpcode() != Opcodes.ATHROW) {
      return false;
    }
    int at = method.name.equals("<init>") ? afterSuper(code) : 0;
    AbstractInsnNode first = code.get(Math.min(at, size - 1));
    if (first instanceof MethodInsnNode call
        && call.getOpcode() == Opcodes.INVOKESTATIC
        && Type.getReturnType(call.desc).getSort() == Type.OBJECT
        && Type.getReturnType(call.desc).getInternalName().equals(UNSUPPORTED)) {
      return at + 2 == size;
    }
    if (!(first instanceof TypeInsnNode creation)
        || creation.getOpcode() != Opcodes.NEW
        || !creation.desc.equals(UNSUPPORTED)) {
      return false;
    }
    for (int i = at + 1; i < size - 2; i++) {
      int opcode = code.get(i).getOpcode();
      if (opcode != Opcodes.DUP && opcode != Opcodes.LDC) {
        return false;
      }
    }
    return code.get(size - 2) instanceof MethodInsnNode call
        && call.name.equals("<init>")
        && call.owner.equals(UNSUPPORTED);
  }

  /**
   * The index of the instruction after a constructor's call of its superclass's, if only loads
   * stand before it.
   */
  private static int afterSuper(List<AbstractInsnNode> code) {
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i) instanceof MethodInsnNode call && call.name.equals("<init>")) {
        return i + 1;
      }
      if (code.get(i).getOpcode() == Opcodes.NEW) {
        return 0;
      }
    }
    return 0;
  }
}
