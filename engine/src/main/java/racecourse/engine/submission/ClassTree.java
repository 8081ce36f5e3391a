package racecourse.engine.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The compiled classes of one exercise, with the platform's classes behind them: read, never
 * loaded. Knows who inherits what from whom, and where in the sources things stand. Not safe for
 * use by several threads.
 */
final class ClassTree {
  private final Map<String, ClassNode> own;
  private final Map<String, Optional<ClassNode>> platform = new HashMap<>();
  private final Path sources;

  private ClassTree(Map<String, ClassNode> own, Path sources) {
    this.own = own;
    this.sources = sources;
  }

  /**
   * Reads all classes in a folder.
   *
   * @param classes the folder
   * @param sources the source root they were compiled from
   */
  static ClassTree read(Path classes, Path sources) throws IOException {
    Map<String, ClassNode> nodes = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : files) {
      ClassNode node = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_FRAMES);
      nodes.put(node.name, node);
    }
    return new ClassTree(nodes, sources);
  }

  /** The classes of the exercise. */
  Collection<ClassNode> own() {
    return own.values();
  }

  /** Whether it is a class of the exercise. */
  boolean isOwn(String name) {
    return own.containsKey(name);
  }

  /** A class by its internal name, of the exercise or of the platform; null if there is none. */
  @Nullable ClassNode find(String name) {
    ClassNode node = own.get(name);
    return node != null ? node : platform.computeIfAbsent(name, ClassTree::ofPlatform).orElse(null);
  }

  private static Optional<ClassNode> ofPlatform(String name) {
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
      if (in == null) {
        return Optional.empty();
      }
      ClassNode node = new ClassNode();
      new ClassReader(in)
          .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return Optional.of(node);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** A member and the class that declares it. */
  record Found<T>(ClassNode owner, T member) {}

  /**
   * The method that a call on this class reaches, looked for as the JVM does: superclasses first,
   * then interfaces.
   */
  Optional<Found<MethodNode>> method(String owner, String name, String descriptor) {
    for (ClassNode type : lineage(owner)) {
      for (MethodNode method : type.methods) {
        if (method.name.equals(name) && method.desc.equals(descriptor)) {
          return Optional.of(new Found<>(type, method));
        }
      }
    }
    return Optional.empty();
  }

  /** The field that an access to this class reaches. */
  Optional<Found<FieldNode>> field(String owner, String name, String descriptor) {
    for (ClassNode type : lineage(owner)) {
      for (FieldNode field : type.fields) {
        if (field.name.equals(name) && field.desc.equals(descriptor)) {
          return Optional.of(new Found<>(type, field));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether one class extends or implements the other, or is the same. */
  boolean isSubtype(String name, String ancestor) {
    return name.equals(ancestor)
        || lineage(name).stream().anyMatch(type -> type.name.equals(ancestor));
  }

  /** The class, its superclasses from the nearest up, then all their interfaces. */
  private Collection<ClassNode> lineage(String name) {
    Map<String, ClassNode> lineage = new java.util.LinkedHashMap<>();
    Deque<String> interfaces = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    for (String next = name; next != null && seen.add(next); ) {
      ClassNode type = find(next);
      if (type == null) {
        break;
      }
      lineage.put(type.name, type);
      interfaces.addAll(type.interfaces);
      next = type.superName;
    }
    while (!interfaces.isEmpty()) {
      String next = interfaces.poll();
      if (seen.add(next)) {
        ClassNode type = find(next);
        if (type != null) {
          lineage.put(type.name, type);
          interfaces.addAll(type.interfaces);
        }
      }
    }
    return lineage.values();
  }

  /** The source file of a class below the source root. */
  String file(ClassNode type) {
    String folder = type.name.substring(0, type.name.lastIndexOf('/') + 1);
    return folder + (type.sourceFile == null ? "" : type.sourceFile);
  }

  /** The line where the class is declared; 0 if it cannot be told. */
  int line(ClassNode type) {
    String simple = type.name.substring(type.name.lastIndexOf('/') + 1);
    simple = simple.substring(simple.lastIndexOf('$') + 1);
    Pattern declaration =
        Pattern.compile(
            "^[^*/\"]*\\b(?:class|interface|enum|record)\\s+" + Pattern.quote(simple) + "\\b");
    try {
      List<String> lines = Files.readAllLines(sources.resolve(file(type)));
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = declaration.matcher(lines.get(i));
        if (matcher.find()) {
          return i + 1;
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      // A place that is not exact is better than none.
    }
    return 0;
  }

  /** The first line of a method's code; the class's if it has none. */
  int line(ClassNode type, MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return line(type);
  }
}
