package racecourse.engine.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import racecourse.engine.run.Job;

/**
 * The rewritten classes of one job, each read and rewritten once, so that a new world is cheap and
 * a site keeps its number in all of them. Safe for use by any thread.
 */
final class Rewritten {
  private final Map<String, Optional<byte[]>> rewritten = new ConcurrentHashMap<>();
  private final AtomicInteger sites = new AtomicInteger();
  private final Path classes;
  private final String studentPackage;
  private final String graderPackage;
  private final boolean plain;
  private final Members members = new Members(this::studentBytes);
  private volatile boolean spins;

  /** The classes of the job, without points if {@code plain}. */
  Rewritten(Job job, boolean plain) {
    this.classes = job.classes();
    this.studentPackage = job.studentPackage();
    this.graderPackage = job.grader().substring(0, job.grader().lastIndexOf('.') + 1);
    this.plain = plain;
  }

  /** Whether a world must have its own copy of the class with this name. */
  boolean isOwn(String name) {
    return name.startsWith(studentPackage) || name.startsWith(graderPackage);
  }

  /** The class with this name; null if there is none. */
  byte @Nullable [] find(String name) {
    return rewritten.computeIfAbsent(name, this::rewrite).orElse(null);
  }

  /**
   * Whether the student's classes, as far as they were needed, have loops that might never see a
   * change.
   */
  boolean spins() {
    return spins;
  }

  private Optional<byte[]> rewrite(String name) {
    boolean student = name.startsWith(studentPackage);
    String internal = name.replace('.', '/');
    byte[] original = student ? studentBytes(internal) : graderBytes(internal);
    if (original == null) {
      return Optional.empty();
    }
    Injector.Result result =
        Injector.rewrite(original, studentPackage, student, plain, sites, members);
    if (result.spins()) {
      spins = true;
    }
    return Optional.of(result.bytes());
  }

  private byte @Nullable [] studentBytes(String internalName) {
    Path file = classes.resolve(internalName + ".class");
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte @Nullable [] graderBytes(String internalName) {
    ClassLoader kit = Rewritten.class.getClassLoader();
    try (InputStream in = kit.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
