package racecourse.engine.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Walks through a method, each instruction once, with expressions instead of values. Where two ways
 * meet, the first one that came counts: enough for what javac writes. Only a constant that a loop
 * changes is none in there.
 */
final class Walker {
  private static final int MAX_TEXT = 200;

  private final MethodNode method;
  private final Body body;
  private final Map<LabelNode, Integer> labels = new HashMap<>();

  /** By where a loop begins: the variables of numbers that it changes. */
  private final Map<Integer, Set<Integer>> changedIn = new HashMap<>();

  private final Deque<State> open = new ArrayDeque<>();
  private final boolean[] seen;
  private final int[] lines;
  private final List<Op> found = new ArrayList<>();

  /** Where the walk stands, and with what. */
  private static final class State {
    int index;
    final List<Sym> stack;
    final Map<Integer, Sym> locals;
    final Set<String> held;

    State(int index, List<Sym> stack, Map<Integer, Sym> locals, Set<String> held) {
      this.index = index;
      this.stack = new ArrayList<>(stack);
      this.locals = new HashMap<>(locals);
      this.held = new LinkedHashSet<>(held);
    }

    Sym pop() {
      return stack.remove(stack.size() - 1);
    }

    void push(Sym sym) {
      stack.add(sym);
    }

    void push(String text, Sym.Kind kind) {
      stack.add(Sym.of(text, kind));
    }
  }

  private Walker(Body body, MethodNode method) {
    this.body = body;
    this.method = method;
    int size = method.instructions.size();
    seen = new boolean[size];
    lines = new int[size];
    int line = 0;
    for (int i = 0; i < size; i++) {
      AbstractInsnNode node = method.instructions.get(i);
      if (node instanceof LineNumberNode number) {
        line = number.line;
      } else if (node instanceof LabelNode label) {
        labels.put(label, i);
      }
      lines[i] = line;
    }
    for (int i = 0; i < size; i++) {
      if (method.instructions.get(i) instanceof JumpInsnNode jump && at(jump.label) <= i) {
        changes(changedIn.computeIfAbsent(at(jump.label), first -> new HashSet<>()), jump, i);
      }
    }
  }

  private void changes(Set<Integer> changed, JumpInsnNode back, int last) {
    for (int i = at(back.label); i < last; i++) {
      AbstractInsnNode node = method.instructions.get(i);
      if (node instanceof IincInsnNode increment) {
        changed.add(increment.var);
      } else if (node instanceof VarInsnNode store
          && (store.getOpcode() == Opcodes.ISTORE || store.getOpcode() == Opcodes.LSTORE)) {
        changed.add(store.var);
      }
    }
  }

  /**
   * What the method does.
   *
   * @throws RuntimeException if the code is not what a compiler writes
   */
  static Body walk(ClassNode owner, MethodNode method, String file) {
    Body body =
        new Body(
            owner.name,
            file,
            method.name,
            method.desc,
            (method.access & Opcodes.ACC_STATIC) != 0,
            (method.access & Opcodes.ACC_SYNCHRONIZED) != 0);
    new Walker(body, method).run();
    return body;
  }

  private void run() {
    Map<Integer, Sym> locals = new HashMap<>();
    int variable = 0;
    if (!body.isStatic()) {
      locals.put(variable++, Sym.of("this", Sym.Kind.THIS));
    }
    int number = 0;
    for (Type type : Type.getArgumentTypes(body.desc())) {
      locals.put(
          variable, Sym.of("parameter" + number++, Sym.Kind.PARAMETER).wide(type.getSize() == 2));
      variable += type.getSize();
    }
    Set<String> held = new LinkedHashSet<>();
    if (body.isSynchronized()) {
      held.add(body.isStatic() ? body.owner() + ".class" : "this");
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      body.add(new Body.Handler(at(block.start), at(block.end), at(block.handler), block.type));
    }
    open.push(new State(0, List.of(), locals, held));
    while (!open.isEmpty()) {
      follow(open.pop());
    }
    found.sort((a, b) -> Integer.compare(a.index(), b.index()));
    found.forEach(body::add);
  }

  private int at(LabelNode label) {
    Integer index = labels.get(label);
    if (index == null) {
      throw new IllegalStateException("A label stands nowhere.");
    }
    return index;
  }

  private void follow(State state) {
    while (state.index < seen.length && !seen[state.index]) {
      int index = state.index;
      seen[index] = true;
      for (int variable : changedIn.getOrDefault(index, Set.of())) {
        state.locals.computeIfPresent(
            variable,
            (number, sym) ->
                sym.kind() == Sym.Kind.CONSTANT
                    ? Sym.of("local" + number, Sym.Kind.OTHER).wide(sym.wide())
                    : sym);
      }
      for (Body.Handler handler : body.handlers()) {
        if (handler.first() <= index && index < handler.last() && !seen[handler.start()]) {
          Sym caught =
              Sym.of("caught " + (handler.type() == null ? "" : handler.type()), Sym.Kind.CAUGHT);
          open.addLast(new State(handler.start(), List.of(caught), state.locals, state.held));
        }
      }
      AbstractInsnNode node = method.instructions.get(index);
      if (node.getOpcode() >= 0 && !step(state, node, index)) {
        return;
      }
      state.index++;
    }
  }

  private void op(
      State state,
      int index,
      Op.What what,
      String owner,
      String name,
      String desc,
      @Nullable Sym on,
      List<Sym> args,
      int target) {
    found.add(
        new Op(
            body,
            index,
            lines[index],
            what,
            owner,
            name,
            desc,
            on,
            List.copyOf(args),
            Set.copyOf(state.held),
            target));
  }

  private void jump(State state, int from, LabelNode label) {
    int target = at(label);
    if (target <= from) {
      body.add(new Body.Jump(target, from));
    } else if (!seen[target]) {
      open.push(new State(target, state.stack, state.locals, state.held));
    }
  }

  /** Does one instruction; false if the next one is not reached from here. */
  private boolean step(State state, AbstractInsnNode node, int index) {
    int code = node.getOpcode();
    if (node instanceof VarInsnNode variable) {
      if (code >= Opcodes.ILOAD && code <= Opcodes.ALOAD) {
        boolean wide = code == Opcodes.LLOAD || code == Opcodes.DLOAD;
        state.push(
            state
                .locals
                .getOrDefault(variable.var, Sym.of("local" + variable.var, Sym.Kind.OTHER))
                .wide(wide));
      } else {
        state.locals.put(variable.var, state.pop());
      }
      return true;
    }
    if (node instanceof FieldInsnNode field) {
      field(state, field, index);
      return true;
    }
    if (node instanceof MethodInsnNode call) {
      call(state, call, index);
      return true;
    }
    if (node instanceof InvokeDynamicInsnNode dynamic) {
      lambda(state, dynamic, index);
      return true;
    }
    if (node instanceof JumpInsnNode jump) {
      return jump(state, jump, index);
    }
    if (node instanceof TypeInsnNode type) {
      type(state, type, index);
      return true;
    }
    if (node instanceof LdcInsnNode constant) {
      boolean wide = constant.cst instanceof Long || constant.cst instanceof Double;
      String text =
          constant.cst instanceof Type type
              ? type.getInternalName() + ".class"
              : String.valueOf(constant.cst);
      state.push(Sym.of(shorten(text), Sym.Kind.CONSTANT).wide(wide));
      return true;
    }
    if (node instanceof IincInsnNode increment) {
      Sym old =
          state.locals.getOrDefault(increment.var, Sym.of("local" + increment.var, Sym.Kind.OTHER));
      state.locals.put(
          increment.var,
          new Sym(
              shorten("(" + old.text() + "+" + increment.incr + ")"),
              Sym.Kind.OTHER,
              old.from(),
              false));
      return true;
    }
    if (node instanceof IntInsnNode constant) {
      if (code == Opcodes.NEWARRAY) {
        state.pop();
        state.push("new array@" + index, Sym.Kind.NEW);
      } else {
        state.push(Integer.toString(constant.operand), Sym.Kind.CONSTANT);
      }
      return true;
    }
    if (node instanceof TableSwitchInsnNode table) {
      op(state, index, Op.What.IF, "", "", "", null, List.of(state.pop()), -1);
      table.labels.forEach(label -> jump(state, index, label));
      jump(state, index, table.dflt);
      return false;
    }
    if (node instanceof LookupSwitchInsnNode lookup) {
      op(state, index, Op.What.IF, "", "", "", null, List.of(state.pop()), -1);
      lookup.labels.forEach(label -> jump(state, index, label));
      jump(state, index, lookup.dflt);
      return false;
    }
    if (node instanceof MultiANewArrayInsnNode array) {
      for (int i = 0; i < array.dims; i++) {
        state.pop();
      }
      state.push("new array@" + index, Sym.Kind.NEW);
      return true;
    }
    return simple(state, code, index);
  }

  private void field(State state, FieldInsnNode field, int index) {
    int code = field.getOpcode();
    boolean wide = Type.getType(field.desc).getSize() == 2;
    boolean isStatic = code == Opcodes.GETSTATIC || code == Opcodes.PUTSTATIC;
    boolean write = code == Opcodes.PUTSTATIC || code == Opcodes.PUTFIELD;
    Sym value = write ? state.pop() : null;
    Sym on = isStatic ? null : state.pop();
    op(
        state,
        index,
        write ? Op.What.PUT : Op.What.GET,
        field.owner,
        field.name,
        field.desc,
        on,
        value == null ? List.of() : List.of(value),
        -1);
    if (!write) {
      String text = (on == null ? simple(field.owner) : on.text()) + "." + field.name;
      Set<Integer> from = new HashSet<>();
      from.add(index);
      if (on != null) {
        from.addAll(on.from());
      }
      state.push(
          new Sym(
              shorten(text), isStatic ? Sym.Kind.STATIC : Sym.Kind.FIELD, Set.copyOf(from), wide));
    }
  }

  private void call(State state, MethodInsnNode call, int index) {
    List<Sym> args = new ArrayList<>();
    for (int i = Type.getArgumentTypes(call.desc).length; i > 0; i--) {
      args.add(0, state.pop());
    }
    Sym on = call.getOpcode() == Opcodes.INVOKESTATIC ? null : state.pop();
    op(state, index, Op.What.CALL, call.owner, call.name, call.desc, on, args, -1);
    if (on != null && call.owner.startsWith("java/util/concurrent/")) {
      switch (call.name) {
        case "lock",
            "lockInterruptibly",
            "acquire",
            "acquireUninterruptibly",
            "tryLock",
            "tryAcquire",
            "writeLock",
            "readLock" -> {
          if (!call.desc.endsWith("Lock;")) {
            state.held.add(on.text());
          }
        }
        case "unlock", "release", "unlockWrite", "unlockRead" -> state.held.remove(on.text());
        default -> {}
      }
    }
    Type result = Type.getReturnType(call.desc);
    if (result.getSort() != Type.VOID) {
      Set<Integer> from = new HashSet<>();
      from.add(index);
      StringBuilder text = new StringBuilder(on == null ? simple(call.owner) : on.text());
      text.append('.').append(call.name).append('(');
      if (on != null) {
        from.addAll(on.from());
      }
      for (Sym arg : args) {
        from.addAll(arg.from());
        text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(arg.text());
      }
      state.push(
          new Sym(
              shorten(text.append(')').toString()),
              Sym.Kind.CALL,
              Set.copyOf(from),
              result.getSize() == 2));
    } else if (call.name.equals("<init>") && on != null) {
      // The object now depends on what its constructor was given.
      Set<Integer> from = new HashSet<>(on.from());
      args.forEach(arg -> from.addAll(arg.from()));
      Sym made = new Sym(on.text(), on.kind(), Set.copyOf(from), false);
      state.stack.replaceAll(sym -> sym.text().equals(on.text()) ? made : sym);
    }
  }

  private void lambda(State state, InvokeDynamicInsnNode dynamic, int index) {
    List<Sym> args = new ArrayList<>();
    Set<Integer> from = new HashSet<>();
    for (int i = Type.getArgumentTypes(dynamic.desc).length; i > 0; i--) {
      Sym arg = state.pop();
      args.add(0, arg);
      from.addAll(arg.from());
    }
    String owner = "";
    String name = dynamic.name;
    String desc = dynamic.desc;
    if (dynamic.bsmArgs.length > 1 && dynamic.bsmArgs[1] instanceof Handle handle) {
      owner = handle.getOwner();
      name = handle.getName();
      desc = handle.getDesc();
    }
    op(state, index, Op.What.LAMBDA, owner, name, desc, null, args, -1);
    state.push(new Sym("function@" + index, Sym.Kind.NEW, Set.copyOf(from), false));
  }

  private boolean jump(State state, JumpInsnNode jump, int index) {
    int code = jump.getOpcode();
    if (code == Opcodes.GOTO) {
      op(state, index, Op.What.JUMP, "", "", "", null, List.of(), at(jump.label));
      jump(state, index, jump.label);
      return false;
    }
    if (code == Opcodes.JSR) {
      throw new IllegalStateException("Subroutines are not read.");
    }
    List<Sym> args = new ArrayList<>();
    if (code >= Opcodes.IF_ICMPEQ && code <= Opcodes.IF_ACMPNE) {
      args.add(state.pop());
    }
    args.add(0, state.pop());
    op(state, index, Op.What.IF, "", comparison(code), "", null, args, at(jump.label));
    jump(state, index, jump.label);
    return true;
  }

  /** When the jump is taken, in Java's words. */
  private static String comparison(int code) {
    return switch (code) {
      case Opcodes.IFEQ, Opcodes.IF_ICMPEQ, Opcodes.IF_ACMPEQ, Opcodes.IFNULL -> "==";
      case Opcodes.IFNE, Opcodes.IF_ICMPNE, Opcodes.IF_ACMPNE, Opcodes.IFNONNULL -> "!=";
      case Opcodes.IFLT, Opcodes.IF_ICMPLT -> "<";
      case Opcodes.IFGE, Opcodes.IF_ICMPGE -> ">=";
      case Opcodes.IFGT, Opcodes.IF_ICMPGT -> ">";
      default -> "<=";
    };
  }

  private void type(State state, TypeInsnNode type, int index) {
    switch (type.getOpcode()) {
      case Opcodes.NEW -> {
        op(state, index, Op.What.NEW, type.desc, "", "", null, List.of(), -1);
        state.push("new " + simple(type.desc) + "@" + index, Sym.Kind.NEW);
      }
      case Opcodes.ANEWARRAY -> {
        state.pop();
        state.push("new array@" + index, Sym.Kind.NEW);
      }
      case Opcodes.INSTANCEOF -> derive(state, 1, "instanceof", false);
      default -> {
        // A cast changes nothing.
      }
    }
  }

  private boolean simple(State state, int code, int index) {
    if (code >= Opcodes.ACONST_NULL && code <= Opcodes.DCONST_1) {
      String text =
          code == Opcodes.ACONST_NULL
              ? "null"
              : code <= Opcodes.ICONST_5
                  ? Integer.toString(code - Opcodes.ICONST_0)
                  : code <= Opcodes.LCONST_1 ? Integer.toString(code - Opcodes.LCONST_0) : "number";
      state.push(
          Sym.of(text, Sym.Kind.CONSTANT)
              .wide(
                  code == Opcodes.LCONST_0
                      || code == Opcodes.LCONST_1
                      || code >= Opcodes.DCONST_0));
      return true;
    }
    if (code >= Opcodes.IALOAD && code <= Opcodes.SALOAD) {
      Sym position = state.pop();
      Sym array = state.pop();
      op(state, index, Op.What.ELEMENT_GET, "", "[]", "", array, List.of(position), -1);
      Set<Integer> from = new HashSet<>(array.from());
      from.addAll(position.from());
      from.add(index);
      state.push(
          new Sym(
              shorten(array.text() + "[" + position.text() + "]"),
              Sym.Kind.OTHER,
              Set.copyOf(from),
              code == Opcodes.LALOAD || code == Opcodes.DALOAD));
      return true;
    }
    if (code >= Opcodes.IASTORE && code <= Opcodes.SASTORE) {
      Sym value = state.pop();
      Sym position = state.pop();
      Sym array = state.pop();
      op(state, index, Op.What.ELEMENT_PUT, "", "[]", "", array, List.of(value, position), -1);
      return true;
    }
    if (code >= Opcodes.IADD && code <= Opcodes.LXOR) {
      boolean wide = (code - Opcodes.IADD) % 4 == 1 || (code - Opcodes.IADD) % 4 == 3;
      if (code >= Opcodes.INEG && code <= Opcodes.DNEG) {
        derive(state, 1, "-", wide);
      } else if (code >= Opcodes.ISHL) {
        derive(state, 2, "bits", (code - Opcodes.ISHL) % 2 == 1);
      } else {
        String sign = code <= Opcodes.DADD ? "+" : code <= Opcodes.DSUB ? "-" : "*";
        derive(state, 2, sign, wide);
      }
      return true;
    }
    if (code >= Opcodes.I2L && code <= Opcodes.I2S) {
      boolean wide =
          code == Opcodes.I2L
              || code == Opcodes.I2D
              || code == Opcodes.L2D
              || code == Opcodes.F2L
              || code == Opcodes.F2D
              || code == Opcodes.D2L;
      state.push(state.pop().wide(wide));
      return true;
    }
    if (code >= Opcodes.LCMP && code <= Opcodes.DCMPG) {
      derive(state, 2, "<>", false);
      return true;
    }
    switch (code) {
      case Opcodes.NOP -> {}
      case Opcodes.POP -> state.pop();
      case Opcodes.POP2 -> {
        if (!state.pop().wide()) {
          state.pop();
        }
      }
      case Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2 -> duplicate(state, 1, code - Opcodes.DUP);
      case Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2 ->
          duplicate(state, 2, code - Opcodes.DUP2);
      case Opcodes.SWAP -> {
        Sym top = state.pop();
        Sym below = state.pop();
        state.push(top);
        state.push(below);
      }
      case Opcodes.ARRAYLENGTH -> derive(state, 1, "length", false);
      case Opcodes.MONITORENTER -> {
        Sym lock = state.pop();
        op(state, index, Op.What.ENTER, "", "", "", lock, List.of(), -1);
        state.held.add(lock.text());
      }
      case Opcodes.MONITOREXIT -> {
        Sym lock = state.pop();
        op(state, index, Op.What.EXIT, "", "", "", lock, List.of(), -1);
        state.held.remove(lock.text());
      }
      case Opcodes.ATHROW -> {
        op(state, index, Op.What.THROW, "", "", "", null, List.of(state.pop()), -1);
        return false;
      }
      case Opcodes.RETURN -> {
        op(state, index, Op.What.RETURN, "", "", "", null, List.of(), -1);
        return false;
      }
      case Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN -> {
        op(state, index, Op.What.RETURN, "", "", "", null, List.of(state.pop()), -1);
        return false;
      }
      default -> throw new IllegalStateException("Instruction " + code + " is not read.");
    }
    return true;
  }

  /** Copies the top one or two places to below the next {@code down} places. */
  private static void duplicate(State state, int places, int down) {
    List<Sym> top = new ArrayList<>();
    for (int left = places; left > 0; ) {
      Sym sym = state.pop();
      top.add(0, sym);
      left -= sym.wide() ? 2 : 1;
    }
    List<Sym> below = new ArrayList<>();
    for (int left = down; left > 0; ) {
      Sym sym = state.pop();
      below.add(0, sym);
      left -= sym.wide() ? 2 : 1;
    }
    state.stack.addAll(top);
    state.stack.addAll(below);
    state.stack.addAll(top);
  }

  private static void derive(State state, int operands, String how, boolean wide) {
    Set<Integer> from = new HashSet<>();
    StringBuilder text = new StringBuilder("(");
    List<Sym> parts = new ArrayList<>();
    for (int i = 0; i < operands; i++) {
      parts.add(0, state.pop());
    }
    for (int i = 0; i < parts.size(); i++) {
      from.addAll(parts.get(i).from());
      text.append(i == 0 ? "" : how).append(parts.get(i).text());
    }
    if (operands == 1) {
      text.append(' ').append(how);
    }
    state.push(
        new Sym(shorten(text.append(')').toString()), Sym.Kind.OTHER, Set.copyOf(from), wide));
  }

  private static String simple(String owner) {
    return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
  }

  private static String shorten(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + "…";
  }
}
