package racecourse.engine.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Writes members of class files as their Java source would, with simple names. */
final class Signatures {

  private Signatures() {}

  /** As in {@code FakeDatabase.update(String)}. */
  static String brief(ClassNode owner, MethodNode method) {
    StringJoiner types = new StringJoiner(", ", "(", ")");
    for (Type type : Type.getArgumentTypes(method.desc)) {
      types.add(simple(type));
    }
    return (method.name.equals("<init>") ? name(owner) : name(owner) + "." + method.name) + types;
  }

  /** As in {@code TimedCommand.Result}. */
  static String name(ClassNode type) {
    return simpleName(type.name);
  }

  /** As in {@code public void update(String name)}. */
  static String of(ClassNode owner, MethodNode method) {
    Parsed parsed = Parsed.of(method.signature != null ? method.signature : method.desc);
    StringBuilder text = new StringBuilder(modifiers(owner, method.access));
    if (!parsed.typeParameters.isEmpty()) {
      text.append('<').append(String.join(", ", parsed.typeParameters)).append("> ");
    }
    if (method.name.equals("<init>")) {
      text.append(name(owner).substring(name(owner).lastIndexOf('.') + 1));
    } else {
      text.append(parsed.returns).append(' ').append(method.name);
    }
    List<String> names = parameterNames(method, parsed.parameters.size());
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < parsed.parameters.size(); i++) {
      String type = parsed.parameters.get(i);
      boolean varargs =
          (method.access & Opcodes.ACC_VARARGS) != 0 && i == parsed.parameters.size() - 1;
      parameters.add(
          (varargs ? type.substring(0, type.length() - 2) + "..." : type)
              + (names.isEmpty() ? "" : " " + names.get(i)));
    }
    text.append(parameters);
    if (!method.exceptions.isEmpty()) {
      text.append(" throws ")
          .append(
              String.join(", ", method.exceptions.stream().map(Signatures::simpleName).toList()));
    }
    return text.toString();
  }

  /** As in {@code public static final int LIMIT}. */
  static String of(ClassNode owner, FieldNode field) {
    String type =
        field.signature == null
            ? simple(Type.getType(field.desc))
            : Parsed.ofField(field.signature);
    return modifiers(owner, field.access) + type + " " + field.name;
  }

  /** As in {@code public class Producer<T> implements Runnable}. */
  static String of(ClassNode type, int access) {
    StringBuilder text = new StringBuilder(modifiers(type, access & ~Opcodes.ACC_SUPER));
    boolean isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    boolean isRecord = "java/lang/Record".equals(type.superName);
    boolean isEnum = "java/lang/Enum".equals(type.superName);
    text.append(isInterface ? "interface " : isRecord ? "record " : isEnum ? "enum " : "class ");
    text.append(name(type).substring(name(type).lastIndexOf('.') + 1));
    List<String> parameters = typeParameters(type);
    if (!parameters.isEmpty()) {
      text.append('<').append(String.join(", ", parameters)).append('>');
    }
    boolean plain = isInterface || isRecord || isEnum || "java/lang/Object".equals(type.superName);
    if (!plain) {
      text.append(" extends ").append(simpleName(type.superName));
    }
    if (!type.interfaces.isEmpty()) {
      text.append(isInterface ? " extends " : " implements ")
          .append(String.join(", ", type.interfaces.stream().map(Signatures::simpleName).toList()));
    }
    return text.toString();
  }

  /** The type parameters of a class, with their bounds. */
  static List<String> typeParameters(ClassNode type) {
    return type.signature == null ? List.of() : Parsed.of(type.signature).typeParameters;
  }

  /** The type without its package. */
  static String simple(Type type) {
    return switch (type.getSort()) {
      case Type.ARRAY -> simple(type.getElementType()) + "[]".repeat(type.getDimensions());
      case Type.OBJECT -> simpleName(type.getInternalName());
      default -> type.getClassName();
    };
  }

  private static String simpleName(String internal) {
    return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
  }

  private static String modifiers(ClassNode owner, int access) {
    StringBuilder text = new StringBuilder();
    boolean inInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    if ((access & Opcodes.ACC_PUBLIC) != 0) {
      text.append("public ");
    } else if ((access & Opcodes.ACC_PROTECTED) != 0) {
      text.append("protected ");
    } else if ((access & Opcodes.ACC_PRIVATE) != 0) {
      text.append("private ");
    }
    if ((access & Opcodes.ACC_STATIC) != 0) {
      text.append("static ");
    }
    if ((access & Opcodes.ACC_ABSTRACT) != 0 && !inInterface) {
      text.append("abstract ");
    }
    if ((access & Opcodes.ACC_FINAL) != 0 && !"java/lang/Record".equals(owner.superName)) {
      text.append("final ");
    }
    return text.toString();
  }

  private static List<String> parameterNames(MethodNode method, int count) {
    if (method.localVariables == null || count == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    int slot = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    for (Type type : Type.getArgumentTypes(method.desc)) {
      for (LocalVariableNode variable : method.localVariables) {
        if (variable.index == slot) {
          names.add(variable.name);
          break;
        }
      }
      slot += type.getSize();
    }
    return names.size() == count ? names : List.of();
  }

  /** A generic signature or a descriptor, taken apart. */
  private static final class Parsed extends SignatureVisitor {
    private final List<String> typeParameters = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private String returns = "void";
    private @Nullable String parameter;
    private final List<String> bounds = new ArrayList<>();

    private Parsed() {
      super(Opcodes.ASM9);
    }

    private static Parsed of(String signature) {
      Parsed parsed = new Parsed();
      new SignatureReader(signature).accept(parsed);
      parsed.endTypeParameter();
      return parsed;
    }

    private static String ofField(String signature) {
      String[] text = {""};
      new SignatureReader(signature).acceptType(new TypeWriter(type -> text[0] = type));
      return text[0];
    }

    @Override
    public void visitFormalTypeParameter(String name) {
      endTypeParameter();
      parameter = name;
    }

    @Override
    public SignatureVisitor visitClassBound() {
      return new TypeWriter(bounds::add);
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
      return new TypeWriter(bounds::add);
    }

    @Override
    public SignatureVisitor visitSuperclass() {
      endTypeParameter();
      return new TypeWriter(type -> {});
    }

    @Override
    public SignatureVisitor visitInterface() {
      return new TypeWriter(type -> {});
    }

    @Override
    public SignatureVisitor visitParameterType() {
      endTypeParameter();
      return new TypeWriter(parameters::add);
    }

    @Override
    public SignatureVisitor visitReturnType() {
      endTypeParameter();
      return new TypeWriter(type -> returns = type);
    }

    @Override
    public SignatureVisitor visitExceptionType() {
      return new TypeWriter(type -> {});
    }

    private void endTypeParameter() {
      if (parameter != null) {
        List<String> real = bounds.stream().filter(bound -> !bound.equals("Object")).toList();
        typeParameters.add(
            real.isEmpty() ? parameter : parameter + " extends " + String.join(" & ", real));
        bounds.clear();
        parameter = null;
      }
    }
  }

  /** Writes one type and hands it on. */
  private static final class TypeWriter extends SignatureVisitor {
    private final java.util.function.Consumer<String> sink;
    private final StringBuilder text = new StringBuilder();
    private final List<String> arguments = new ArrayList<>();

    private TypeWriter(java.util.function.Consumer<String> sink) {
      super(Opcodes.ASM9);
      this.sink = sink;
    }

    @Override
    public void visitBaseType(char descriptor) {
      sink.accept(Type.getType(String.valueOf(descriptor)).getClassName());
    }

    @Override
    public void visitTypeVariable(String name) {
      sink.accept(name);
    }

    @Override
    public SignatureVisitor visitArrayType() {
      return new TypeWriter(type -> sink.accept(type + "[]"));
    }

    @Override
    public void visitClassType(String name) {
      text.append(simpleName(name));
    }

    @Override
    public void visitInnerClassType(String name) {
      endArguments();
      text.append('.').append(name);
    }

    @Override
    public void visitTypeArgument() {
      arguments.add("?");
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      String prefix = wildcard == EXTENDS ? "? extends " : wildcard == SUPER ? "? super " : "";
      return new TypeWriter(type -> arguments.add(prefix + type));
    }

    @Override
    public void visitEnd() {
      endArguments();
      sink.accept(text.toString());
    }

    private void endArguments() {
      if (!arguments.isEmpty()) {
        text.append('<').append(String.join(", ", arguments)).append('>');
        arguments.clear();
      }
    }
  }
}
