package racecourse.engine.submission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/**
 * Reads compiled student code, before any of it runs, for everything it names: types, members,
 * constants, method references. What is neither its own nor on the list of {@link Platform} is
 * forbidden. Members are judged by the class that declares them, so that a subclass opens no door.
 */
final class AllowList {
  private final ClassTree tree;
  private final Platform platform;
  private final List<Finding> violations = new ArrayList<>();

  private ClassNode type = new ClassNode();
  private int line;

  private AllowList(ClassTree tree, Platform platform) {
    this.tree = tree;
    this.platform = platform;
  }

  /**
   * What the classes use that they must not, in the order of files and lines.
   *
   * @param tree the classes
   * @param extraPackages packages and classes allowed besides, with dots
   */
  static List<Finding> violations(ClassTree tree, Set<String> extraPackages) {
    Platform platform =
        new Platform(
            extraPackages.stream().map(name -> name.replace('.', '/')).collect(Collectors.toSet()));
    AllowList list = new AllowList(tree, platform);
    tree.own().forEach(list::check);
    return list.violations.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> String.valueOf(finding.file()))
                .thenComparingInt(Finding::line))
        .distinct()
        .toList();
  }

  private void check(ClassNode node) {
    type = node;
    line = tree.line(node);
    if (node.superName != null) {
      type(node.superName);
    }
    node.interfaces.forEach(this::type);
    annotations(node.visibleAnnotations);
    annotations(node.invisibleAnnotations);
    annotations(node.visibleTypeAnnotations);
    annotations(node.invisibleTypeAnnotations);
    if (node.recordComponents != null) {
      for (RecordComponentNode component : node.recordComponents) {
        descriptor(component.descriptor);
        annotations(component.visibleAnnotations);
        annotations(component.invisibleAnnotations);
      }
    }
    for (FieldNode field : node.fields) {
      descriptor(field.desc);
      annotations(field.visibleAnnotations);
      annotations(field.invisibleAnnotations);
    }
    for (MethodNode method : node.methods) {
      check(method);
    }
  }

  private void check(MethodNode method) {
    line = tree.line(type, method);
    if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      violation("declares the native method " + method.name, "code under test is written in Java");
    }
    if (method.name.equals("finalize") && method.desc.equals("()V")) {
      violation("declares finalize()", Platform.reason("Object.finalize"));
    }
    descriptor(method.desc);
    method.exceptions.forEach(this::type);
    annotations(method.visibleAnnotations);
    annotations(method.invisibleAnnotations);
    annotations(method.visibleTypeAnnotations);
    annotations(method.invisibleTypeAnnotations);
    parameterAnnotations(method.visibleParameterAnnotations);
    parameterAnnotations(method.invisibleParameterAnnotations);
    if (method.annotationDefault != null) {
      value(method.annotationDefault);
    }
    for (AbstractInsnNode node : method.instructions) {
      instruction(node);
    }
    line = tree.line(type, method);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.type != null) {
        type(block.type);
      }
    }
  }

  private void instruction(AbstractInsnNode node) {
    if (node instanceof LineNumberNode number) {
      line = number.line;
    } else if (node instanceof TypeInsnNode named) {
      type(named.desc);
    } else if (node instanceof MultiANewArrayInsnNode array) {
      descriptor(array.desc);
    } else if (node instanceof FieldInsnNode access) {
      field(access.owner, access.name, access.desc);
    } else if (node instanceof MethodInsnNode call) {
      method(call.owner, call.name, call.desc);
    } else if (node instanceof InvokeDynamicInsnNode dynamic) {
      descriptor(dynamic.desc);
      handle(dynamic.bsm, true);
      for (Object argument : dynamic.bsmArgs) {
        constant(argument);
      }
    } else if (node instanceof LdcInsnNode load) {
      constant(load.cst);
    }
  }

  private void constant(Object constant) {
    if (constant instanceof Type named) {
      if (named.getSort() == Type.METHOD) {
        descriptor(named.getDescriptor());
      } else {
        type(named);
      }
    } else if (constant instanceof Handle handle) {
      handle(handle, false);
    } else if (constant instanceof ConstantDynamic dynamic) {
      handle(dynamic.getBootstrapMethod(), true);
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  /**
   * @param bootstrap whether the compiler put it there; its own descriptor then names types that
   *     code may not
   */
  private void handle(Handle handle, boolean bootstrap) {
    boolean isField = handle.getTag() <= Opcodes.H_PUTSTATIC;
    if (isField) {
      field(handle.getOwner(), handle.getName(), handle.getDesc());
    } else if (bootstrap) {
      member(handle.getOwner(), handle.getOwner(), handle.getName(), handle.getDesc());
    } else {
      method(handle.getOwner(), handle.getName(), handle.getDesc());
    }
  }

  private void field(String owner, String name, String descriptor) {
    descriptor(descriptor);
    if (type(owner) && !owner.startsWith("[")) {
      String declaring =
          tree.field(owner, name, descriptor).map(found -> found.owner().name).orElse(owner);
      member(owner, declaring, name, descriptor);
    }
  }

  private void method(String owner, String name, String descriptor) {
    if (!type(owner) || owner.startsWith("[")) {
      return;
    }
    Optional<ClassTree.Found<MethodNode>> found = tree.method(owner, name, descriptor);
    String declaring = found.map(method -> method.owner().name).orElse(owner);
    if (member(owner, declaring, name, descriptor)) {
      descriptor(descriptor);
    }
  }

  private boolean member(String owner, String declaring, String name, String descriptor) {
    if (tree.isOwn(declaring)) {
      return true;
    }
    // An override in a JDK class must not hide the door it goes through, nor the name it was called
    // by.
    boolean allowed =
        platform.allows(declaring)
            && platform.allows(declaring, name, descriptor)
            && (tree.isOwn(owner) || platform.allows(owner, name, descriptor))
            && ancestorsAllow(declaring, name, descriptor);
    if (!allowed) {
      String simple = simple(declaring);
      boolean isField = !descriptor.startsWith("(");
      String what = name.equals("<init>") ? "new " + simple + "(...)" : simple + "." + name;
      String reason =
          name.equals("<init>") && platform.allows(declaring)
              ? "code under test must not open files"
              : Platform.reason(what);
      violation((isField ? "uses " : "calls ") + what, reason);
    }
    return allowed;
  }

  /**
   * Whether the class inherits the member from where it is refused, as {@code ForkJoinWorkerThread}
   * does from Thread.
   */
  private boolean ancestorsAllow(String declaring, String name, String descriptor) {
    if (name.equals("<init>")) {
      return true;
    }
    ClassNode node = tree.find(declaring);
    while (node != null && node.superName != null) {
      node = tree.find(node.superName);
      if (node != null
          && node.methods.stream()
              .anyMatch(method -> method.name.equals(name) && method.desc.equals(descriptor))
          && !platform.allows(node.name, name, descriptor)) {
        return false;
      }
    }
    return true;
  }

  private void descriptor(String descriptor) {
    if (descriptor.startsWith("(")) {
      for (Type argument : Type.getArgumentTypes(descriptor)) {
        type(argument);
      }
      type(Type.getReturnType(descriptor));
    } else {
      type(Type.getType(descriptor));
    }
  }

  private boolean type(Type named) {
    Type element = named.getSort() == Type.ARRAY ? named.getElementType() : named;
    return element.getSort() != Type.OBJECT || type(element.getInternalName());
  }

  /** By internal name, which for arrays is a descriptor. */
  private boolean type(String name) {
    if (name.startsWith("[")) {
      return type(Type.getType(name));
    }
    if (tree.isOwn(name) || platform.allows(name)) {
      return true;
    }
    String dotted = name.replace('/', '.').replace('$', '.');
    violation("uses " + dotted, Platform.reason(dotted));
    return false;
  }

  private void annotations(@Nullable List<? extends AnnotationNode> annotations) {
    if (annotations != null) {
      for (AnnotationNode annotation : annotations) {
        descriptor(annotation.desc);
        if (annotation.values != null) {
          annotation.values.forEach(this::value);
        }
      }
    }
  }

  private void parameterAnnotations(@Nullable List<AnnotationNode> @Nullable [] annotations) {
    if (annotations != null) {
      for (List<AnnotationNode> some : annotations) {
        annotations(some);
      }
    }
  }

  private void value(Object value) {
    if (value instanceof Type named) {
      type(named);
    } else if (value instanceof AnnotationNode nested) {
      annotations(List.of(nested));
    } else if (value instanceof List<?> several) {
      several.forEach(this::value);
    } else if (value instanceof String[] constant) {
      descriptor(constant[0]);
    }
  }

  private void violation(String what, @Nullable String reason) {
    String file = tree.file(type);
    violations.add(
        Finding.of(
                Kind.FORBIDDEN,
                "%s %s: %s."
                    .formatted(
                        file.substring(file.lastIndexOf('/') + 1),
                        what,
                        reason == null
                            ? "this exercise needs nothing of that kind, and code under test must not"
                                + " reach outside it"
                            : reason))
            .at(file, line));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
  }
}
