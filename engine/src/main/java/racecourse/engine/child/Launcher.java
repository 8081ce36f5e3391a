package racecourse.engine.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;

/**
 * Runs jobs in child JVMs and says, for each check of a job, what was observed, whatever the child
 * did: also if it ended, crashed, hung, ran out of memory or sent nonsense. Safe for use by several
 * threads; each call runs one child at a time.
 */
public final class Launcher {
  private static final Duration DUMP_GAP = Duration.ofSeconds(1);
  private static final Duration DUMP_LIMIT = Duration.ofSeconds(10);
  private static final int DUMPS = 3;

  /**
   * The longest time from a child's start to its first frame, if its silences may not be longer.
   */
  private static final Duration START = Duration.ofSeconds(60);

  /** How many silences in a row are too many, if it cannot be seen what they are about. */
  private static final int SILENCES = 4;

  private static final int PREAMBLE_LIMIT = 256 << 10;

  private final Fork fork;
  private final List<Path> classPath;
  private final SecureRandom random = new SecureRandom();

  /**
   * A launcher.
   *
   * @param fork starts and ends the processes; closing it ends the children under way
   * @param classPath what every child has on its class path, see {@link ClassPaths#ofChild}
   */
  public Launcher(Fork fork, Collection<Path> classPath) {
    this.fork = fork;
    this.classPath = List.copyOf(classPath);
  }

  /** A child that has been started and waits for its job. Closing it ends it. */
  public final class Ready implements AutoCloseable {
    private final LaunchPlan plan;
    private final Path folder;
    private final Process process;
    private final Output output;

    private Ready(EngineHost host, Job.Level level, Path folder) throws Exception {
      this.folder = Files.createDirectories(folder);
      this.plan = host.plan(level, folder);
      Set<Path> wholePath = new LinkedHashSet<>(classPath);
      wholePath.addAll(plan.classPath());
      this.process =
          fork.start(options(), wholePath, ChildMain.class.getName(), folder, host.runner());
      this.output = new Output(process.getErrorStream());
    }

    private List<String> options() throws IOException {
      List<String> options = new ArrayList<>();
      options.add("-Xmx" + plan.heapMegabytes() + "m");
      options.add("-XX:MaxMetaspaceSize=128m");
      Set<String> modules = new TreeSet<>(plan.modules());
      modules.add("java.base");
      modules.add("java.logging");
      options.add("--limit-modules=" + String.join(",", modules));
      options.add("-Djava.util.logging.config.file=" + Fork.silentLogging(folder));
      if (Runtime.version().feature() >= 24) {
        options.add("--illegal-native-access=deny");
      }
      if (plan.opensJavaBase()) {
        options.add("@" + Fork.openings(folder));
      }
      options.addAll(plan.jvmOptions());
      return options;
    }

    /** Whether it is still there to be given a job: it may have waited for long. */
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void close() {
      fork.kill(process);
    }
  }

  /**
   * Starts a child ahead of its job: it does all that can be done without it, and waits.
   *
   * @param host the engine
   * @param level how hard it will have to look
   * @param folder an empty folder of its own; created
   * @throws Exception if it cannot be started
   */
  public Ready ready(EngineHost host, Job.Level level, Path folder) throws Exception {
    return new Ready(host, level, folder);
  }

  /** Runs the job as the other method does, with no child that was started ahead. */
  public Map<String, Observation> run(
      EngineHost host,
      Job job,
      Path folder,
      Path reports,
      BiConsumer<String, Observation> live,
      Unwanted unwanted) {
    return run(host, null, job, folder, reports, live, unwanted);
  }

  /**
   * Runs the job, in as many children as it takes: after a check that ends a child, the next goes
   * on with the checks that are left.
   *
   * @param host the engine
   * @param ahead a child of this engine that was started ahead, for this job alone; null to start
   *     one
   * @param job the job
   * @param folder a folder of this job's own; created, and filled with what the children leave
   *     behind
   * @param reports where the engine may put files for people
   * @param live told each observation of a child as it comes; final ones may differ
   * @param unwanted the checks that no longer matter; may grow meanwhile
   * @return an observation for every check of the job, in the job's order
   */
  public Map<String, Observation> run(
      EngineHost host,
      @Nullable Ready ahead,
      Job job,
      Path folder,
      Path reports,
      BiConsumer<String, Observation> live,
      Unwanted unwanted) {
    Map<String, Observation> all = new LinkedHashMap<>();
    Set<String> left = new LinkedHashSet<>(job.checks());
    long begin = System.nanoTime();
    for (int turn = 1; !left.isEmpty(); turn++) {
      Job rest =
          new Job(
              job.exercise(),
              job.grader(),
              job.classes(),
              List.copyOf(left),
              job.level(),
              job.seed(),
              job.replay());
      Map<String, Observation> seen;
      try (Ready child =
          turn == 1 && ahead != null
              ? ahead
              : ready(host, job.level(), folder.resolve("child-" + turn))) {
        Duration time = child.plan.total().minusNanos(System.nanoTime() - begin);
        if (turn > 1 && time.compareTo(child.plan.silence()) < 0) {
          fill(all, left, noTimeLeft(host.id(), all));
          break;
        }
        seen = new Child(host, child, rest, time, live, unwanted).run();
        if (seen.isEmpty()) {
          throw new IOException("it observed no check");
        }
        seen = new LinkedHashMap<>(host.afterwards(rest, child.folder, reports, seen));
      } catch (Exception fault) {
        fill(all, left, new Observation.DidNotRun(host.id(), reason(host.id(), fault)));
        break;
      }
      seen.keySet().retainAll(left);
      if (seen.isEmpty()) {
        fill(
            all,
            left,
            new Observation.DidNotRun(
                host.id(), "Engine " + host.id().id() + " lost its observations."));
        break;
      }
      all.putAll(seen);
      left.removeAll(seen.keySet());
    }
    Map<String, Observation> ordered = new LinkedHashMap<>();
    job.checks().forEach(check -> ordered.put(check, all.get(check)));
    return ordered;
  }

  private static void fill(
      Map<String, Observation> all, Collection<String> checks, Observation observation) {
    checks.forEach(check -> all.put(check, observation));
  }

  private static String reason(EngineId engine, Exception fault) {
    String what = fault.getMessage() == null ? fault.toString() : fault.getMessage();
    return "Engine %s could not be run: %s"
        .formatted(engine.id(), Text.oneLine(what.endsWith(".") ? what : what + ".", 300));
  }

  /**
   * A student whose code hangs check after check is told so, instead of being made to wait for
   * each.
   */
  private static Observation noTimeLeft(EngineId engine, Map<String, Observation> before) {
    Finding last = null;
    for (Observation observation : before.values()) {
      if (observation instanceof Observation.Found found) {
        last = found.finding();
      }
    }
    return last == null
        ? new Observation.DidNotRun(
            engine, "There was no time left for engine " + engine.id() + ".")
        : new Observation.Found(
            engine,
            Finding.of(
                    last.kind(),
                    "There was no time left to look at this, because of what was found before: "
                        + last.message())
                .at(last.file(), last.line()),
            Effort.NONE);
  }

  /** One child, from its start to its end. */
  private final class Child {
    private final EngineHost host;
    private final Ready ready;
    private final LaunchPlan plan;
    private final Job job;
    private final Path folder;
    private final long deadline;
    private final BiConsumer<String, Observation> live;
    private final Unwanted unwanted;
    private final Map<String, Observation> observed = new LinkedHashMap<>();
    private final String nonce;
    private @Nullable String current;

    private Child(
        EngineHost host,
        Ready ready,
        Job job,
        Duration time,
        BiConsumer<String, Observation> live,
        Unwanted unwanted) {
      this.host = host;
      this.ready = ready;
      this.plan = ready.plan;
      this.job = job;
      this.folder = ready.folder;
      this.deadline = System.nanoTime() + time.toNanos();
      this.live = live;
      this.unwanted = unwanted;
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      this.nonce = HexFormat.of().formatHex(bytes);
    }

    private Map<String, Observation> run() throws IOException {
      Process process = ready.process;
      Output output = ready.output;
      try {
        OutputStream requests = process.getOutputStream();
        try {
          Frames.writeRequest(requests, new Frames.Request(nonce, job));
        } catch (IOException deadAtOnce) {
          // Its exit code says more.
        }
        unwanted.tell(requests);
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        Thread reader =
            new Thread(
                () -> listen(process.getInputStream(), heard),
                "racecourse reader of " + job.exercise());
        reader.setDaemon(true);
        reader.start();
        converse(process, heard, output);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new IOException("the run is being stopped");
      } finally {
        unwanted.forget(process.getOutputStream());
        fork.kill(process);
        output.keep(folder.resolve("output.txt"));
      }
      return observed;
    }

    private void listen(InputStream channel, BlockingQueue<Heard> heard) {
      try (channel) {
        skipTo(channel, Frames.preamble(nonce));
        Frame frame = Frames.read(channel, nonce);
        while (frame != null) {
          heard.add(new Heard(frame, null));
          frame = Frames.read(channel, nonce);
        }
        heard.add(new Heard(null, null));
      } catch (EndOfChannel end) {
        heard.add(new Heard(null, null));
      } catch (IOException | RuntimeException broken) {
        heard.add(new Heard(null, String.valueOf(broken.getMessage())));
      }
    }

    private void converse(Process process, BlockingQueue<Heard> heard, Output output)
        throws IOException, InterruptedException {
      boolean heardOnce = false;
      int silences = 0;
      while (true) {
        long left = deadline - System.nanoTime();
        long patience = Math.max(plan.silence().toNanos(), heardOnce ? 0 : START.toNanos());
        Heard next = heard.poll(Math.max(Math.min(left, patience), 1), TimeUnit.NANOSECONDS);
        if (next == null) {
          boolean last = left <= patience || ++silences == SILENCES;
          if (hung(process, output, last)) {
            return;
          }
          continue;
        }
        heardOnce = true;
        silences = 0;
        if (next.broken() != null) {
          distrust(next.broken());
          return;
        }
        Frame frame = next.frame();
        if (frame == null) {
          died(process, output);
          return;
        }
        if (frame instanceof Frame.Started started) {
          if (current != null
              || !job.checks().contains(started.check())
              || observed.containsKey(started.check())) {
            distrust("Check " + started.check() + " was started out of turn.");
            return;
          }
          current = started.check();
        } else if (frame instanceof Frame.Observed seen) {
          if (!seen.check().equals(current) || seen.observation().engine() != host.id()) {
            distrust("Check " + seen.check() + " was observed out of turn.");
            return;
          }
          current = null;
          observe(seen.check(), seen.observation());
        } else if (frame instanceof Frame.Failed failed) {
          fate(
              new Observation.DidNotRun(
                  host.id(), sentence("Engine %s failed: %s", failed.reason())));
          return;
        } else if (frame instanceof Frame.Done done) {
          if (current != null || done.observed() != observed.size()) {
            distrust("The child counts other observations than arrived.");
          } else {
            for (String check : job.checks()) {
              if (!observed.containsKey(check)) {
                observe(
                    check,
                    new Observation.DidNotRun(
                        host.id(), sentence("Engine %s passed over the check%s", "")));
              }
            }
          }
          return;
        }
      }
    }

    private String sentence(String format, String reason) {
      String text = format.formatted(host.id().id(), reason);
      return text.endsWith(".") ? text : text + ".";
    }

    private void observe(String check, Observation observation) {
      observed.put(check, observation);
      live.accept(check, observation);
    }

    /** Says what the end of the child means for the check under way, or for all if none was. */
    private void fate(Observation observation) {
      if (current != null) {
        observe(current, observation);
      } else if (observation instanceof Observation.DidNotRun || observed.isEmpty()) {
        for (String check : job.checks()) {
          if (!observed.containsKey(check)) {
            observe(check, observation);
          }
        }
      }
    }

    /** A channel that carries nonsense carries no truth either. */
    private void distrust(String why) {
      current = null;
      observed.clear();
      fate(
          new Observation.DidNotRun(
              host.id(),
              sentence(
                  "The report of engine %s is damaged and nothing of it counts: %s",
                  Text.oneLine(why, 200))));
    }

    private void died(Process process, Output output) throws InterruptedException {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        fate(new Observation.DidNotRun(host.id(), sentence("Engine %s closed its channel%s", "")));
        return;
      }
      int exit = process.exitValue();
      output.awaitEnd();
      boolean outOfMemory =
          exit == 3 && output.text().contains("Terminating due to java.lang.OutOfMemoryError");
      // A signal, such as the one of a machine that is short of memory, or a crash of the JVM
      // itself.
      boolean killed = exit > 128 || exit < 0 || Files.exists(folder.resolve("hs_err.log"));
      if (current == null) {
        fate(
            new Observation.DidNotRun(
                host.id(),
                sentence(
                    "The JVM of engine %s ended by itself between checks, with exit code %s",
                    exit + " (" + Text.oneLine(output.text(), 200) + ")")));
      } else if (killed) {
        fate(
            new Observation.DidNotRun(
                host.id(),
                sentence(
                    "The JVM of engine %s was killed or crashed, with exit code %s", "" + exit)));
      } else if (plan.blame() == LaunchPlan.Blame.ENGINE) {
        fate(
            new Observation.Abstained(
                host.id(),
                outOfMemory
                    ? sentence("Engine %s ran out of memory%s", "")
                    : sentence(
                        "The JVM of engine %s ended in the middle of the check, with exit code %s",
                        "" + exit),
                Effort.NONE));
      } else if (outOfMemory) {
        accuse(
            Finding.of(
                Kind.OUT_OF_RESOURCES,
                "The code used up its memory (%d MB) or could start no more threads."
                    .formatted(plan.heapMegabytes())));
      } else {
        accuse(
            Finding.of(
                Kind.FORBIDDEN,
                "The code ended the JVM in the middle of the check (exit code %d)."
                    .formatted(exit)));
      }
    }

    private void accuse(Finding finding) {
      fate(new Observation.Found(host.id(), finding, Effort.NONE));
    }

    /**
     * Nothing was heard for long. Says what that means, unless it may still mean that the machine
     * is busy.
     *
     * @param last whether there is no more waiting
     * @return whether the child is given up
     */
    private boolean hung(Process process, Output output, boolean last) throws InterruptedException {
      List<ThreadDump> dumps = new ArrayList<>();
      if (current != null) {
        for (int i = 0; i < DUMPS; i++) {
          if (i > 0) {
            Thread.sleep(DUMP_GAP.toMillis());
          }
          output.dump(process, DUMP_LIMIT).ifPresent(dumps::add);
        }
      }
      Finding finding =
          HangReport.of(dumps, job.studentPackage(), plan.silence())
              .filter(
                  found -> found.kind() == Kind.DEADLOCK || plan.blame() == LaunchPlan.Blame.CODE)
              .orElse(null);
      boolean mayOnlyBeSlow =
          finding == null && current != null && plan.blame() == LaunchPlan.Blame.CODE && !last;
      if (mayOnlyBeSlow) {
        return false;
      }
      if (finding != null) {
        accuse(finding);
      } else if (current != null && plan.blame() == LaunchPlan.Blame.ENGINE) {
        fate(
            new Observation.Abstained(
                host.id(), sentence("Engine %s came to no answer in time%s", ""), Effort.NONE));
      } else {
        fate(
            new Observation.DidNotRun(
                host.id(), sentence("Engine %s came to no answer in time%s", "")));
      }
      return true;
    }
  }

  /** What a child's reader hands on: a frame, a fault of the channel, or, with neither, its end. */
  private record Heard(@Nullable Frame frame, @Nullable String broken) {}

  private static final class EndOfChannel extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static void skipTo(InputStream channel, byte[] preamble) throws IOException {
    // The preamble begins with the only line end in it but the last, so a failed match restarts at
    // most there.
    int matched = 0;
    for (int count = 0; matched < preamble.length; count++) {
      int next = channel.read();
      if (next < 0) {
        throw new EndOfChannel();
      }
      if (count > PREAMBLE_LIMIT) {
        throw new IOException("Too much was printed before the first frame.");
      }
      matched = next == preamble[matched] ? matched + 1 : next == preamble[0] ? 1 : 0;
    }
  }

  /**
   * What a child prints on standard error: its student's output, and thread dumps when asked for.
   */
  private static final class Output {
    private static final int LIMIT = 4 << 20;

    private final StringBuilder text = new StringBuilder();
    private final Thread drain;

    private Output(InputStream errors) {
      drain = new Thread(() -> drain(errors), "racecourse output");
      drain.setDaemon(true);
      drain.start();
    }

    private void drain(InputStream errors) {
      byte[] buffer = new byte[8 << 10];
      try (errors) {
        for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
          synchronized (text) {
            if (text.length() < LIMIT) {
              text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            text.notifyAll();
          }
        }
      } catch (IOException closed) {
        // The process is gone.
      }
    }

    private String text() {
      synchronized (text) {
        return text.toString();
      }
    }

    private void awaitEnd() throws InterruptedException {
      drain.join(1_000);
    }

    /** Asks the JVM for its threads; empty where that is not possible. */
    private Optional<ThreadDump> dump(Process process, Duration limit) throws InterruptedException {
      int before;
      synchronized (text) {
        before = text.length();
      }
      if (!askForThreads(process)) {
        return Optional.empty();
      }
      long deadline = System.nanoTime() + limit.toNanos();
      synchronized (text) {
        while (true) {
          int begin = text.indexOf(ThreadDump.BEGIN, before);
          // The description of the heap is the last part of a dump.
          if (begin >= 0 && text.indexOf("\nHeap", begin) >= 0) {
            return Optional.of(ThreadDump.lastIn(text.substring(begin)));
          }
          long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
          if (left <= 0) {
            return begin < 0
                ? Optional.empty()
                : Optional.of(ThreadDump.lastIn(text.substring(begin)));
          }
          text.wait(left);
        }
      }
    }

    private static boolean askForThreads(Process process) throws InterruptedException {
      if (System.getProperty("os.name").startsWith("Windows")) {
        return false;
      }
      try {
        Process kill =
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0;
      } catch (IOException noSuchCommand) {
        return false;
      }
    }

    /** Keeps what was printed, for people. */
    private void keep(Path file) {
      try {
        drain.join(1_000);
        String printed = text();
        if (!printed.isEmpty()) {
          Files.writeString(file, Text.visible(printed));
        }
      } catch (IOException notKept) {
        // It is only for the curious; the verdict does not hang on it.
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
