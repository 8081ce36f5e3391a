package racecourse.engine.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The copies of the JDK's classes, on the JDK that runs this. */
class CopiedClassesTests {
  private final Map<String, @Nullable ClassNode> nodes = new HashMap<>();

  private static List<String> copied() throws IOException {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base");
    try (Stream<Path> files = Files.walk(base.resolve("java/util"))) {
      return files
          .map(file -> base.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - 6))
          .filter(name -> isCopied(name) && !name.endsWith("package-info"))
          .sorted()
          .toList();
    }
  }

  private static boolean isCopied(String name) {
    return CopiedClasses.isCopied(name) || CopiedClasses.isOfStreams(name);
  }

  /** The world of code that makes streams parallel. */
  private static World world() throws Exception {
    return new World("racecourse.streams.", "none.", ProgramsTests.testClasses());
  }

  @Test
  void streamsAreCopiedOnlyForCodeThatMakesThemParallel() throws Exception {
    String stream = "java/util/stream/Stream";
    assertThat(world().originOf(stream)).isEqualTo(ClassInfo.Origin.COPY);
    assertThat(world().rename(stream)).isEqualTo(World.COPIES + stream);

    // Its streams are sequential.
    World other = new World("racecourse.programs.", "none.", ProgramsTests.testClasses());
    assertThat(other.originOf(stream)).isEqualTo(ClassInfo.Origin.FOREIGN);
    assertThat(other.rename(stream)).isEqualTo(stream);
  }

  @Test
  void aWorldMadeAheadServesAnyStudentButOneWithParallelStreams() throws Exception {
    Path classes = ProgramsTests.testClasses();
    World ahead = new World();
    ahead.loadClass("racecourse.jdk.java.util.concurrent.locks.ReentrantLock");
    assertThat(ahead.settled("racecourse.programs.", "none.", classes)).isSameAs(ahead);
    String program = "racecourse/programs/Locks";
    assertThat(ahead.originOf(program)).isEqualTo(ClassInfo.Origin.STUDENT);
    assertThat(ahead.loadClass(program.replace('/', '.')).getClassLoader()).isSameAs(ahead);
    assertThatIllegalStateException()
        .isThrownBy(() -> ahead.settled("racecourse.streams.", "none.", classes));

    World other = new World();
    other.loadClass("racecourse.jdk.java.util.concurrent.locks.ReentrantLock");
    World streams = other.settled("racecourse.streams.", "none.", classes);
    assertThat(streams).isNotSameAs(other);
    assertThat(streams.copiesStreams()).isTrue();
  }

  @Test
  void everyCopyIsValidBytecode() throws Exception {
    World world = world();
    for (String name : copied()) {
      // Initialising a class makes the JVM verify it.
      Class<?> copy = Class.forName((World.COPIES + name).replace('/', '.'), true, world);
      assertThat(copy.getClassLoader()).isSameAs(world);
    }
  }

  @Test
  void noCopyUsesWhatOnlyItsOldPackageMay() throws Exception {
    World world = world();
    TreeSet<String> wrong = new TreeSet<>();
    for (String name : copied()) {
      ClassNode copy = new ClassNode();
      new ClassReader(world.rewritten(name)).accept(copy, ClassReader.SKIP_FRAMES);
      for (MethodNode method : copy.methods) {
        for (AbstractInsnNode insn : method.instructions) {
          if (insn instanceof MethodInsnNode call) {
            check(copy, call.owner, call.name + call.desc, wrong);
          } else if (insn instanceof FieldInsnNode field) {
            check(copy, field.owner, field.name, wrong);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void check(ClassNode from, String renamedOwner, String member, TreeSet<String> wrong)
      throws IOException {
    if (renamedOwner.startsWith("[") || renamedOwner.startsWith("racecourse/engine/")) {
      return;
    }
    String owner = World.originalName(renamedOwner);
    String use = from.name + " uses " + renamedOwner + "." + member;
    if (node(owner) == null) {
      wrong.add(use + ", a class that is not there");
      return;
    }
    Member found = find(owner, member);
    if (found == null) {
      // Signature-polymorphic, or not there, or with copied types in its descriptor.
      if (!owner.startsWith("java/lang/invoke/") && owner.equals(renamedOwner)) {
        wrong.add(use + ", which is not there");
      }
      return;
    }
    if (isCopied(found.owner.name)) {
      return;
    }
    boolean mayInherit =
        Modifier.isProtected(found.access)
            && (inherits(from.name, found.owner.name) || owner.equals("java/lang/Object"));
    if (!Modifier.isPublic(found.access) && !mayInherit) {
      wrong.add(use + " of " + found.owner.name + ", which is not public");
    } else if (!isCopied(owner) && (node(owner).access & Opcodes.ACC_PUBLIC) == 0) {
      wrong.add(use + ", whose class is not public");
    }
  }

  /** A field or method of a class of the JDK. */
  private record Member(ClassNode owner, int access) {}

  private boolean inherits(String from, String ancestor) throws IOException {
    String at = World.originalName(from);
    while (at != null) {
      if (at.equals(ancestor)) {
        return true;
      }
      ClassNode node = node(at);
      at = node == null ? null : node.superName;
    }
    return false;
  }

  private @Nullable Member find(String owner, String member) throws IOException {
    List<String> queue = new ArrayList<>(List.of(owner));
    for (int i = 0; i < queue.size(); i++) {
      ClassNode node = node(queue.get(i));
      if (node == null) {
        continue;
      }
      for (MethodNode method : node.methods) {
        if (member.equals(method.name + method.desc)) {
          return new Member(node, method.access);
        }
      }
      for (var field : node.fields) {
        if (member.equals(field.name)) {
          return new Member(node, field.access);
        }
      }
      if (node.superName != null) {
        queue.add(node.superName);
      }
      queue.addAll(node.interfaces);
    }
    return null;
  }

  private @Nullable ClassNode node(String name) throws IOException {
    if (!nodes.containsKey(name)) {
      try (InputStream in = Object.class.getModule().getResourceAsStream(name + ".class")) {
        ClassNode node = null;
        if (in != null) {
          node = new ClassNode();
          new ClassReader(in).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        }
        nodes.put(name, node);
      }
    }
    return nodes.get(name);
  }
}
