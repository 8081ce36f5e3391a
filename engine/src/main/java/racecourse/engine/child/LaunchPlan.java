package racecourse.engine.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is special about one engine's child JVM. Everything else (no attach, no core dumps, an empty
 * environment, encodings, the class path of the engine and the graders) is the same for all and
 * added by {@link Launcher}.
 *
 * @param jvmOptions options of the JVM, such as an agent or the choice of compiler and collector
 * @param classPath jars and folders beyond the engine, ASM, Awaitility and the graders
 * @param modules modules that the child sees beyond {@code java.base}
 * @param opensJavaBase whether all packages of {@code java.base} are exported and opened to the
 *     class path
 * @param heapMegabytes the largest heap
 * @param silence the longest time between two frames; after it the child is taken to hang
 * @param total the longest time for the child as a whole
 * @param blame who is to blame when the child hangs or dies in a check
 */
public record LaunchPlan(
    List<String> jvmOptions,
    List<Path> classPath,
    Set<String> modules,
    boolean opensJavaBase,
    int heapMegabytes,
    Duration silence,
    Duration total,
    Blame blame) {

  /** Who is to blame when a child hangs, runs out of memory or ends in the middle of a check. */
  public enum Blame {
    /** The student's code: it is what runs there, on real threads. */
    CODE,
    /**
     * The engine: it may have hung or died by itself, so it abstains. Only a cycle of threads that
     * wait for each other in the student's code still counts.
     */
    ENGINE
  }

  public LaunchPlan {
    jvmOptions = List.copyOf(jvmOptions);
    classPath = List.copyOf(classPath);
    modules = Set.copyOf(modules);
    if (heapMegabytes < 1) {
      throw new IllegalArgumentException("A child needs a heap.");
    }
  }
}
