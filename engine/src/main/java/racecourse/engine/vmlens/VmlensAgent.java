package racecourse.engine.vmlens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import racecourse.engine.run.Folders;

/**
 * The vmlens agent, laid out in a folder of its own. The agent writes its events below its own
 * jars, so every child JVM that may run beside another one needs its own copy.
 *
 * @param folder the folder
 */
record VmlensAgent(Path folder) {
  private static final List<String> JARS =
      List.of("agent.jar", "agent_bootstrap.jar", "agent_runtime.jar");

  /**
   * Classes that the agent leaves alone, as prefixes: what is ours (all but {@link Watched}), what
   * we use, which would only cost time, and classes of the JDK that it gets wrong. Its own thread
   * pool starts one thread for each task, whatever the size of the pool, and that is not an
   * execution that could happen.
   */
  private static final List<String> LEFT_ALONE =
      List.of(
          "racecourse/engine/model/",
          "racecourse/engine/scene/",
          "racecourse/engine/run/",
          "racecourse/engine/child/",
          internalName(Answer.class),
          internalName(AgentEvents.class),
          internalName(Cast.class),
          internalName(Deadlock.class),
          internalName(Loop.class),
          internalName(Mishap.class),
          internalName(Place.class),
          internalName(ShortSleep.class),
          internalName(Supervisor.class),
          internalName(VmlensRunner.class),
          internalName(VmlensScene.class),
          internalName(World.class),
          "org/objectweb/asm/",
          "com/sun/",
          "java/io/",
          "java/lang/invoke/MethodType",
          "java/text/",
          "java/util/Formatt",
          "java/util/ImmutableCollections",
          "java/util/KeyValueHolder",
          "java/util/Locale",
          "java/util/Optional",
          "java/util/Properties",
          "java/util/ResourceBundle",
          "java/util/StringJoiner",
          "java/util/function/",
          "java/util/jar/",
          "java/util/regex/",
          "java/util/zip/",
          "java/util/concurrent/ThreadPoolExecutor");

  /**
   * Lays the agent out.
   *
   * @throws IOException if the folder cannot be written to, or the agent is not on the class path
   */
  static VmlensAgent layOut(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("vmlens"));
    for (String jar : JARS) {
      try (InputStream in = VmlensAgent.class.getResourceAsStream("/agent_lib/" + jar)) {
        if (in == null) {
          throw new IOException(
              "The vmlens agent is not on the class path: agent_lib/" + jar + ".");
        }
        Files.copy(in, folder.resolve(jar));
      }
    }
    Files.write(folder.resolve("filter.txt"), LEFT_ALONE);
    return new VmlensAgent(folder);
  }

  /** The option that starts a JVM with the agent in this folder. */
  static String jvmOption(Path folder) {
    return "-javaagent:" + folder.resolve("agent.jar");
  }

  /** Whether the agent wrote anything: it does so first thing. */
  boolean hasEvents() throws IOException {
    if (!Files.isDirectory(events())) {
      return false;
    }
    try (Stream<Path> files = Files.list(events())) {
      return files.anyMatch(file -> file.toString().endsWith(".vmlens"));
    }
  }

  /** Deletes the agent and its events: five megabytes for every child would add up. */
  void remove() throws IOException {
    Folders.delete(folder);
  }

  /** Where the agent writes what it saw. */
  Path events() {
    return folder.resolve("vmlens");
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
