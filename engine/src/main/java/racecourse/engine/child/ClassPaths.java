package racecourse.engine.child;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the jars and folders that a child needs, wherever the parent has them: in one jar or in
 * many.
 */
public final class ClassPaths {
  private static final List<String> NEEDED =
      List.of(
          "racecourse.engine.run.Runner",
          "org.objectweb.asm.ClassReader",
          "org.objectweb.asm.tree.ClassNode",
          "org.objectweb.asm.commons.ClassRemapper",
          "org.awaitility.Awaitility",
          "org.hamcrest.Matcher",
          "org.jspecify.annotations.NullMarked");

  private ClassPaths() {}

  /**
   * What a child needs beside student code: the engine, ASM, Awaitility, and where these classes
   * (graders) come from.
   */
  public static Set<Path> ofChild(Collection<? extends Class<?>> more) {
    Set<Path> paths = new LinkedHashSet<>();
    for (String name : NEEDED) {
      try {
        add(paths, Class.forName(name, false, ClassPaths.class.getClassLoader()));
      } catch (ClassNotFoundException notHere) {
        // Then nothing in this build needs it.
      }
    }
    more.forEach(type -> add(paths, type));
    return paths;
  }

  private static void add(Set<Path> paths, Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null) {
      try {
        paths.add(Path.of(source.getLocation().toURI()).toAbsolutePath());
      } catch (URISyntaxException impossible) {
        throw new IllegalStateException(
            "The place of " + type.getName() + " is not a file: " + source.getLocation() + ".",
            impossible);
      }
    }
  }
}
