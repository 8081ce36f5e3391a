package racecourse.engine.submission;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Exercise;

/**
 * What an exercise promises to its callers: the public and protected members of its reference
 * solution. It is compared by what a caller can tell; more members, more interfaces or a wider
 * access are nobody's business.
 */
final class Contract {
  private static final int VISIBILITY =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

  private final List<Promise> promises;

  private Contract(List<Promise> promises) {
    this.promises = promises;
  }

  /** One class of the reference; nested ones carry the access that their outer class gives them. */
  private record Promise(ClassNode type, int access) {}

  /**
   * Reads the reference solution's classes.
   *
   * @param exercise the exercise
   * @param reference where its classes can be found as resources
   * @throws IOException if they cannot
   */
  static Contract of(Exercise exercise, ClassLoader reference) throws IOException {
    List<Promise> promises = new ArrayList<>();
    for (String simple : exercise.types()) {
      ClassNode type = read(reference, "racecourse/" + exercise.id() + "/" + simple);
      promises.add(new Promise(type, type.access));
      nested(reference, type, promises);
    }
    return new Contract(promises);
  }

  private static void nested(ClassLoader reference, ClassNode type, List<Promise> promises)
      throws IOException {
    for (InnerClassNode inner : type.innerClasses) {
      if (type.name.equals(inner.outerName) && isPromised(inner.access)) {
        ClassNode node = read(reference, inner.name);
        promises.add(new Promise(node, inner.access));
        nested(reference, node, promises);
      }
    }
  }

  private static ClassNode read(ClassLoader reference, String name) throws IOException {
    try (InputStream in = reference.getResourceAsStream(name + ".class")) {
      if (in == null) {
        throw new IOException("the reference solution of " + name + " is not on the class path");
      }
      ClassNode node = new ClassNode();
      new ClassReader(in).accept(node, ClassReader.SKIP_FRAMES);
      return node;
    }
  }

  private static boolean isPromised(int access) {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        && (access & Opcodes.ACC_SYNTHETIC) == 0;
  }

  /** The members of the contract that the classes have, as far as they declare them themselves. */
  List<ClassTree.Found<MethodNode>> members(ClassTree tree) {
    List<ClassTree.Found<MethodNode>> members = new ArrayList<>();
    for (Promise promise : promises) {
      for (MethodNode method : methods(promise.type())) {
        tree.method(promise.type().name, method.name, method.desc)
            .filter(found -> tree.isOwn(found.owner().name))
            .ifPresent(members::add);
      }
    }
    return members;
  }

  /** What the classes do not keep of the contract, in its order. */
  List<Finding> deviations(ClassTree tree) {
    List<Finding> deviations = new ArrayList<>();
    for (Promise promise : promises) {
      ClassNode reference = promise.type();
      String name = Signatures.name(reference);
      ClassNode type = tree.isOwn(reference.name) ? tree.find(reference.name) : null;
      if (type == null) {
        deviations.add(
            Finding.of(
                Kind.CONTRACT,
                "The type %s is missing: the contract asks for `%s`."
                    .formatted(name, Signatures.of(reference, promise.access()))));
        continue;
      }
      String shape = shape(promise, type, tree);
      if (!shape.isEmpty()) {
        deviations.add(
            Finding.of(
                    Kind.CONTRACT,
                    "%s %s: the contract asks for `%s`."
                        .formatted(name, shape, Signatures.of(reference, promise.access())))
                .at(tree.file(type), tree.line(type)));
      }
      for (MethodNode method : methods(reference)) {
        deviation(reference, method, type, tree).ifPresent(deviations::add);
      }
      for (FieldNode field : reference.fields) {
        if (isPromised(field.access)) {
          deviation(reference, field, type, tree).ifPresent(deviations::add);
        }
      }
    }
    return deviations;
  }

  private static List<MethodNode> methods(ClassNode type) {
    List<MethodNode> methods =
        type.methods.stream()
            .filter(method -> isPromised(method.access) && !method.name.equals("<clinit>"))
            .toList();
    // A class of static methods has a constructor only because every class has; nobody is promised
    // that one.
    boolean onlyStatic =
        methods.stream()
            .filter(method -> !method.name.equals("<init>"))
            .allMatch(method -> (method.access & Opcodes.ACC_STATIC) != 0);
    boolean any = methods.stream().anyMatch(method -> !method.name.equals("<init>"));
    return methods.stream()
        .filter(method -> !(onlyStatic && any && isPlainConstructor(method)))
        .toList();
  }

  private static boolean isPlainConstructor(MethodNode method) {
    return method.name.equals("<init>") && method.desc.equals("()V");
  }

  /** What is wrong with the type itself; empty if nothing. */
  private static String shape(Promise promise, ClassNode type, ClassTree tree) {
    ClassNode reference = promise.type();
    int access = access(type);
    if (visibility(access) < visibility(promise.access())) {
      return "is not " + word(promise.access());
    }
    if ((access & Opcodes.ACC_INTERFACE) != (reference.access & Opcodes.ACC_INTERFACE)) {
      return (reference.access & Opcodes.ACC_INTERFACE) != 0
          ? "is not an interface"
          : "is an interface";
    }
    boolean isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
    if (isAbstract && (promise.access() & Opcodes.ACC_ABSTRACT) == 0) {
      return "is abstract";
    }
    boolean nested = reference.name.contains("$");
    if (nested && (access & Opcodes.ACC_STATIC) != (promise.access() & Opcodes.ACC_STATIC)) {
      return (access & Opcodes.ACC_STATIC) != 0 ? "is static" : "is not static";
    }
    if (Signatures.typeParameters(reference).size() != Signatures.typeParameters(type).size()) {
      return "has other type parameters";
    }
    if (reference.superName != null && !tree.isSubtype(type.name, reference.superName)) {
      return switch (reference.superName) {
        case "java/lang/Record" -> "is not a record";
        case "java/lang/Enum" -> "is not an enum";
        default -> "does not extend " + reference.superName.replaceAll(".*/", "");
      };
    }
    for (String wanted : reference.interfaces) {
      if (!tree.isSubtype(type.name, wanted)) {
        return "does not implement " + wanted.replaceAll(".*/", "");
      }
    }
    return "";
  }

  private static int access(ClassNode type) {
    for (InnerClassNode inner : type.innerClasses) {
      if (inner.name.equals(type.name)) {
        return inner.access;
      }
    }
    return type.access;
  }

  private static Optional<Finding> deviation(
      ClassNode reference, MethodNode method, ClassNode type, ClassTree tree) {
    String name = Signatures.brief(reference, method);
    String wanted = Signatures.of(reference, method);
    Optional<ClassTree.Found<MethodNode>> found =
        method.name.equals("<init>")
            ? type.methods.stream()
                .filter(own -> own.name.equals("<init>") && own.desc.equals(method.desc))
                .findFirst()
                .map(own -> new ClassTree.Found<>(type, own))
            : tree.method(type.name, method.name, method.desc);
    if (found.isEmpty()) {
      Optional<MethodNode> other = similar(reference, method, type);
      return Optional.of(
          other
              .map(
                  own ->
                      Finding.of(
                              Kind.CONTRACT,
                              "%s differs: the contract asks for `%s`, the code has `%s`."
                                  .formatted(name, wanted, Signatures.of(type, own)))
                          .at(tree.file(type), tree.line(type, own)))
              .orElseGet(
                  () ->
                      Finding.of(
                              Kind.CONTRACT,
                              "%s is missing: the contract asks for `%s`.".formatted(name, wanted))
                          .at(tree.file(type), tree.line(type))));
    }
    ClassNode owner = found.get().owner();
    MethodNode own = found.get().member();
    String wrong = "";
    if (visibility(own.access) < visibility(method.access)) {
      wrong = "is not " + word(method.access);
    } else if ((own.access & Opcodes.ACC_STATIC) != (method.access & Opcodes.ACC_STATIC)) {
      wrong = (own.access & Opcodes.ACC_STATIC) != 0 ? "is static" : "is not static";
    } else if (tree.isOwn(owner.name)) {
      Optional<String> surprise =
          own.exceptions.stream()
              .filter(thrown -> isChecked(thrown, tree))
              .filter(
                  thrown ->
                      method.exceptions.stream().noneMatch(known -> tree.isSubtype(thrown, known)))
              .findFirst();
      if (surprise.isPresent()) {
        wrong = "declares `throws " + surprise.get().replaceAll(".*[/$]", "") + "`";
      }
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                    Kind.CONTRACT,
                    "%s %s: the contract asks for `%s`.".formatted(name, wrong, wanted))
                .at(tree.file(owner), tree.line(owner, own)));
  }

  /**
   * The method that was probably meant to be the missing one: of the same name and not itself
   * promised.
   */
  private static Optional<MethodNode> similar(
      ClassNode reference, MethodNode method, ClassNode type) {
    List<MethodNode> candidates =
        type.methods.stream()
            .filter(
                own -> own.name.equals(method.name) && (own.access & Opcodes.ACC_SYNTHETIC) == 0)
            .filter(
                own ->
                    reference.methods.stream()
                        .noneMatch(
                            other -> other.name.equals(own.name) && other.desc.equals(own.desc)))
            .toList();
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  private static Optional<Finding> deviation(
      ClassNode reference, FieldNode field, ClassNode type, ClassTree tree) {
    Optional<ClassTree.Found<FieldNode>> found = tree.field(type.name, field.name, field.desc);
    boolean kept =
        found.isPresent()
            && visibility(found.get().member().access) >= visibility(field.access)
            && (found.get().member().access & Opcodes.ACC_STATIC)
                == (field.access & Opcodes.ACC_STATIC);
    return kept
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                    Kind.CONTRACT,
                    "%s.%s is missing or differs: the contract asks for `%s`."
                        .formatted(
                            Signatures.name(reference),
                            field.name,
                            Signatures.of(reference, field)))
                .at(tree.file(type), tree.line(type)));
  }

  private static boolean isChecked(String exception, ClassTree tree) {
    return !tree.isSubtype(exception, "java/lang/RuntimeException")
        && !tree.isSubtype(exception, "java/lang/Error");
  }

  private static int visibility(int access) {
    return switch (access & VISIBILITY) {
      case Opcodes.ACC_PUBLIC -> 3;
      case Opcodes.ACC_PROTECTED -> 2;
      case Opcodes.ACC_PRIVATE -> 0;
      default -> 1;
    };
  }

  private static String word(int access) {
    return (access & Opcodes.ACC_PUBLIC) != 0 ? "public" : "protected";
  }
}
