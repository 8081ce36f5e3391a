package racecourse.engine.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** What the compiled classes of one submission do: read, never loaded. */
public final class Code {
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_INSTRUCTIONS = 5_000;
  private static final int MAX_CLASSES = 200;

  private final List<Body> bodies = new ArrayList<>();
  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, ClassNode> types = new HashMap<>();

  /**
   * A field of the submission's.
   *
   * @param owner the internal name of its class
   * @param name its name
   * @param desc its descriptor
   * @param isStatic whether it is static
   * @param isVolatile whether it is volatile
   * @param isFinal whether it is final
   */
  public record Field(
      String owner,
      String name,
      String desc,
      boolean isStatic,
      boolean isVolatile,
      boolean isFinal) {

    boolean isArray() {
      return desc.startsWith("[");
    }

    /** Whether it is a number or a boolean, and no object. */
    public boolean isPrimitive() {
      return desc.length() == 1;
    }
  }

  private Code() {}

  /**
   * Reads all classes in the folder.
   *
   * @throws IOException if a file cannot be read
   * @throws RuntimeException if one is not a class file that a compiler wrote
   */
  static Code read(Path classes) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    if (files.size() > MAX_CLASSES) {
      throw new IOException("There are " + files.size() + " classes, too many to read.");
    }
    Code code = new Code();
    for (Path file : files) {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("The class file " + file + " is too large to read.");
      }
      ClassNode node = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_FRAMES);
      code.add(node);
    }
    return code;
  }

  private void add(ClassNode node) {
    types.put(node.name, node);
    String folder = node.name.substring(0, node.name.lastIndexOf('/') + 1);
    String file = node.sourceFile == null ? "" : folder + node.sourceFile;
    for (FieldNode field : node.fields) {
      fields.put(
          node.name + "." + field.name,
          new Field(
              node.name,
              field.name,
              field.desc,
              (field.access & Opcodes.ACC_STATIC) != 0,
              (field.access & Opcodes.ACC_VOLATILE) != 0,
              (field.access & Opcodes.ACC_FINAL) != 0));
    }
    for (MethodNode method : node.methods) {
      if (method.instructions.size() > MAX_INSTRUCTIONS) {
        throw new IllegalStateException("The method " + method.name + " is too long to read.");
      }
      bodies.add(Walker.walk(node, method, file));
    }
  }

  /** All methods and constructors, and the bodies of functions, which are methods, too. */
  public List<Body> bodies() {
    return Collections.unmodifiableList(bodies);
  }

  /** The only method with this name; null if there is none, or more than one. */
  public @Nullable Body named(String name) {
    List<Body> named = bodies.stream().filter(body -> body.name().equals(name)).toList();
    return named.size() == 1 ? named.get(0) : null;
  }

  /** All instructions of all methods. */
  public Stream<Op> ops() {
    return bodies.stream().flatMap(body -> body.ops().stream());
  }

  /** Whether anything calls, or hands on as a function, a method with one of these names. */
  public boolean calls(String... names) {
    return ops()
        .anyMatch(
            op ->
                op.calls(names)
                    || op.what() == Op.What.LAMBDA && List.of(names).contains(op.name()));
  }

  /** All fields. */
  public Stream<Field> fields() {
    return fields.values().stream();
  }

  /** Whether the class with this internal name is the submission's. */
  public boolean isOwn(String type) {
    return types.containsKey(type);
  }

  @Nullable ClassNode type(String name) {
    return types.get(name);
  }

  /** The field that an instruction uses; null if it is not the submission's. */
  public @Nullable Field field(Op op) {
    String owner = op.owner();
    while (owner != null) {
      Field field = fields.get(owner + "." + op.name());
      if (field != null) {
        return field;
      }
      ClassNode type = types.get(owner);
      owner = type == null ? null : type.superName;
    }
    return null;
  }

  /** Every instruction on a source line. */
  public List<Op> at(@Nullable String file, int line) {
    if (file == null || line == 0) {
      return List.of();
    }
    return bodies.stream()
        .filter(body -> body.file().equals(file))
        .flatMap(body -> body.at(line))
        .toList();
  }

  /** The methods with code on a source line; usually one, more with functions on that line. */
  List<Body> bodiesAt(@Nullable String file, int line) {
    return at(file, line).stream().map(Op::body).distinct().toList();
  }

  /** Everything a method does, also through the submission's methods and functions it uses. */
  public List<Op> deep(Body start) {
    List<Op> all = new ArrayList<>();
    deep(start, new HashSet<>(), all);
    return all;
  }

  /** Whether a method, or one of the submission's that it uses, calls one of these names. */
  public boolean deepCalls(Body start, String... names) {
    return deep(start).stream().anyMatch(op -> op.calls(names));
  }

  private void deep(Body body, Set<Body> seen, List<Op> all) {
    if (!seen.add(body)) {
      return;
    }
    for (Op op : body.ops()) {
      all.add(op);
      if (op.what() == Op.What.CALL || op.what() == Op.What.LAMBDA) {
        for (Body other : bodies) {
          if (other.owner().equals(op.owner())
              && other.name().equals(op.name())
              && other.desc().equals(op.desc())) {
            deep(other, seen, all);
          }
        }
      }
    }
  }

  /** Every place that writes the field. */
  public List<Op> writers(Field field) {
    return ops().filter(op -> op.what() == Op.What.PUT && field.equals(field(op))).toList();
  }
}
