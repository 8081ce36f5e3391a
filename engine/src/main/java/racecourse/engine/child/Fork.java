package racecourse.engine.child;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts JVMs like the running one and ends them for certain: with all their descendants, and at
 * the latest when this JVM ends. Safe for use by any thread.
 */
public final class Fork implements AutoCloseable {
  /**
   * Options for a JVM that lives a second or two: compile little, collect simply, and do not verify
   * bytecode, a fifth of the start of a JVM whose classes are its own and the JDK's compiler's.
   */
  public static final List<String> SHORT_LIVED =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private static final Duration DEATH = Duration.ofSeconds(10);

  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAll, "racecourse clean-up");
  private volatile boolean closed;

  /** Nothing is started yet. */
  public Fork() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a JVM with an almost empty environment.
   *
   * @param options JVM options
   * @param classPath its class path
   * @param mainClass its main class
   * @param folder its working directory, which exists; gets its temporary and crash files too
   * @param arguments what its main method is given
   * @throws IOException if it cannot be started
   */
  public Process start(
      List<String> options,
      Collection<Path> classPath,
      String mainClass,
      Path folder,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + folder.resolve("hs_err.log"));
    command.add("-XX:-UsePerfData");
    command.add("-XX:+DisableAttachMechanism");
    command.add("-XX:+DisplayVMOutputToStderr");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Duser.language=en");
    command.add("-Djava.awt.headless=true");
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    // Windows starts no process without SystemRoot.
    environment.keySet().retainAll(Set.of("PATH", "LANG", "LC_ALL", "SystemRoot"));
    if (closed) {
      throw new IOException("The run is being stopped.");
    }
    Process process = builder.start();
    alive.add(process);
    if (closed) {
      kill(process);
    }
    return process;
  }

  /** Ends a process started here and all its descendants; returns when it is gone. */
  public void kill(Process process) {
    List<ProcessHandle> tree = process.descendants().collect(Collectors.toList());
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    boolean interrupted = false;
    long deadline = System.nanoTime() + DEATH.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    alive.remove(process);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The {@code java} command of the running JVM's home. */
  static Path java() {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    Path windows = bin.resolve("java.exe");
    return Files.exists(windows) ? windows : bin.resolve("java");
  }

  /**
   * Writes a file of options that opens every package of {@code java.base} to the class path, for
   * use as {@code @file}.
   *
   * @throws IOException if it cannot be written
   */
  static Path openings(Path folder) throws IOException {
    StringBuilder options = new StringBuilder();
    for (String name : new TreeSet<>(Object.class.getModule().getPackages())) {
      options.append("--add-exports java.base/").append(name).append("=ALL-UNNAMED\n");
      options.append("--add-opens java.base/").append(name).append("=ALL-UNNAMED\n");
    }
    return Files.writeString(folder.resolve("openings.args"), options, StandardCharsets.UTF_8);
  }

  /**
   * Settings for {@code java.util.logging} that keep it silent. Student code may log, and what it
   * logs in thousands of runs nobody wants to read; but a logger that writes takes locks, which are
   * none of the student's.
   */
  static Path silentLogging(Path folder) throws IOException {
    return Files.writeString(folder.resolve("logging.properties"), "handlers=\n.level=OFF\n");
  }

  private void killAll() {
    closed = true;
    alive.forEach(this::kill);
  }

  /** Ends every process that is still there. */
  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then the hook runs anyhow.
    }
  }
}
