package racecourse.engine.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import racecourse.engine.child.ClassPaths;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.Fork;
import racecourse.engine.child.Launcher;
import racecourse.engine.model.EngineId;
import racecourse.engine.run.Folders;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.Preparation;

/**
 * What one grading works with: a folder, a compiler, and the children's launcher. All that needs no
 * source to be there can be started in it beforehand, so that who waits for a verdict does not wait
 * for JVMs. Serves one grading; closing it ends whatever was started in it. Safe for use by several
 * threads, but for {@link #preparation}, which one thread at a time may use.
 */
public final class Workshop implements AutoCloseable {
  private final Settings settings;
  private final Fork fork = new Fork();
  private final Path work;
  private final String notice;
  private final Launcher launcher;
  private final Preparation preparation;
  private final Map<EngineId, Queue<CompletableFuture<Launcher.Ready>>> ahead =
      new EnumMap<>(EngineId.class);

  /**
   * A workshop with nothing started in it.
   *
   * @param graders those of all exercises that may be graded in it
   * @throws IOException if there is no folder to work in
   */
  public Workshop(Settings settings, Collection<Grader> graders) throws IOException {
    this.settings = settings;
    Path wanted = settings.work().toAbsolutePath().normalize();
    this.work = writable(wanted);
    this.notice =
        work.equals(wanted)
            ? ""
            : "The folder %s cannot be written; reports and work files are in %s instead."
                .formatted(wanted, work);
    Set<Path> classPath =
        ClassPaths.ofChild(graders.stream().map(Object::getClass).collect(Collectors.toSet()));
    this.launcher = new Launcher(fork, classPath);
    this.preparation = new Preparation(fork, classPath, work.resolve("compiler"));
  }

  /**
   * Starts the compiler, and the children that a single exercise needs, each up to the point where
   * it has to know its job. What cannot be started is started again when it is needed, and says
   * then what is wrong. Returns at once.
   */
  public void startAhead() {
    preparation.warm();
    Path folder = work.resolve("jobs").resolve("ahead");
    CompletableFuture<?> emptied =
        CompletableFuture.runAsync(() -> clear(folder), Workshop::daemon);
    for (EngineHost host : settings.engines()) {
      Queue<CompletableFuture<Launcher.Ready>> children = new ConcurrentLinkedQueue<>();
      for (int i = 0; i < settings.shares(host, 1); i++) {
        Path own = folder.resolve(host.id().id() + "-" + (i + 1));
        children.add(emptied.thenApplyAsync(done -> start(host, own), Workshop::daemon));
      }
      ahead.put(host.id(), children);
    }
  }

  private Launcher.Ready start(EngineHost host, Path folder) {
    try {
      return launcher.ready(host, settings.level(), folder);
    } catch (Exception fault) {
      throw new CompletionException(fault);
    }
  }

  /**
   * A child of this engine that was started ahead, has not been given a job, and is still alive;
   * null if there is none.
   */
  Launcher.@Nullable Ready ready(EngineId engine) {
    Queue<CompletableFuture<Launcher.Ready>> children = ahead.get(engine);
    CompletableFuture<Launcher.Ready> child = children == null ? null : children.poll();
    try {
      Launcher.Ready ready = child == null ? null : child.join();
      return ready != null && ready.isAlive() ? ready : null;
    } catch (CompletionException notStarted) {
      return null;
    }
  }

  /** Where files are put. */
  Path work() {
    return work;
  }

  /** What there is to say about the folder, in one sentence; empty if nothing. */
  String notice() {
    return notice;
  }

  Launcher launcher() {
    return launcher;
  }

  Preparation preparation() {
    return preparation;
  }

  @Override
  public void close() {
    preparation.close();
    fork.close();
  }

  /**
   * The folder to work in; if it cannot be written, another, as no result is lost for want of a
   * place for reports.
   */
  private static Path writable(Path wanted) throws IOException {
    try {
      Files.createDirectories(wanted);
      Files.delete(Files.createTempFile(wanted, "can-write", null));
      return wanted;
    } catch (IOException readOnly) {
      return Files.createTempDirectory("racecourse");
    }
  }

  private static void clear(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException stillInUse) {
      // Then its files lie beside the new ones.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "racecourse starter");
    thread.setDaemon(true);
    thread.start();
  }
}
