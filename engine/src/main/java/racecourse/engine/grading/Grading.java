package racecourse.engine.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.child.EngineHost;
import racecourse.engine.child.Text;
import racecourse.engine.diagnose.Diagnoser;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.judge.Judge;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Scorecard;
import racecourse.engine.run.Folders;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.submission.Prepared;
import racecourse.engine.submission.Submission;
import racecourse.engine.submission.UnusableSubmission;

/**
 * One grading run. Every selected exercise gets a result, whatever happens to the others and
 * whatever happens inside the kit. Used once; {@link #soFar} may be called by any thread at any
 * time, also while the JVM shuts down.
 */
public final class Grading {
  private final Settings settings;
  private final @Nullable Workshop workshop;
  private final Map<String, ExerciseResult> results = new LinkedHashMap<>();
  private final Object listening = new Object();
  private List<Exercise> exercises = List.of();
  private volatile String reason = "The run was stopped before this exercise was graded.";

  /** A run with these settings. */
  public Grading(Settings settings) {
    this(settings, null);
  }

  /**
   * A run with these settings, in a workshop that was opened with them.
   *
   * @param workshop closed by {@link #grade}; null to open one when it is needed
   */
  public Grading(Settings settings, @Nullable Workshop workshop) {
    this.settings = settings;
    this.workshop = workshop;
  }

  /**
   * Grades.
   *
   * @param folder the submission
   * @param selected the graders of the exercises to look at, in the order of the course
   * @param listener told how it goes
   * @return a result for each of them, in that order
   * @throws UnusableSubmission if there is no submission there
   */
  public Scorecard grade(Path folder, List<Grader> selected, Listener listener)
      throws UnusableSubmission {
    Submission submission;
    try {
      submission = Submission.in(folder.toAbsolutePath().normalize());
    } catch (UnusableSubmission nothingToGrade) {
      if (workshop != null) {
        workshop.close();
      }
      throw nothingToGrade;
    }
    synchronized (results) {
      exercises = selected.stream().map(Grader::exercise).toList();
    }
    try (Workshop shop = workshop == null ? new Workshop(settings, selected) : workshop) {
      if (!shop.notice().isEmpty()) {
        tell(listener, l -> l.notice(shop.notice()));
      }
      ExecutorService preparers =
          Executors.newFixedThreadPool(1, daemons("racecourse preparation"));
      ExecutorService children =
          Executors.newFixedThreadPool(settings.parallelism(), daemons("racecourse child"));
      ExecutorService waiting =
          Executors.newFixedThreadPool(
              settings.parallelism(), daemons("racecourse child that waits"));
      if (selected.size() == 1 && workshop == null) {
        // With several exercises the start of the first one's children is lost among the others.
        shop.startAhead();
      }
      try {
        List<CompletableFuture<ExerciseResult>> pending = new ArrayList<>();
        for (Grader grader : selected) {
          pending.add(
              new Run(
                      grader,
                      submission,
                      shop,
                      preparers,
                      children,
                      waiting,
                      selected.size(),
                      listener)
                  .begin());
        }
        for (int i = 0; i < pending.size(); i++) {
          ExerciseResult result = result(exercises.get(i), pending.get(i));
          synchronized (results) {
            results.put(result.id(), result);
          }
          tell(listener, l -> l.graded(result));
        }
      } finally {
        preparers.shutdownNow();
        children.shutdownNow();
        waiting.shutdownNow();
      }
    } catch (IOException fault) {
      tell(listener, l -> l.notice("The run could not begin: " + fault.getMessage() + "."));
      reason = "The run could not begin: " + fault.getMessage() + ".";
    }
    return soFar();
  }

  /** The results so far; exercises without one are not graded. */
  public Scorecard soFar() {
    synchronized (results) {
      List<ExerciseResult> all = new ArrayList<>();
      for (Exercise exercise : exercises) {
        ExerciseResult result = results.get(exercise.id());
        all.add(result == null ? Judge.notGraded(exercise, reason) : result);
      }
      return new Scorecard(all);
    }
  }

  private ExerciseResult result(Exercise exercise, CompletableFuture<ExerciseResult> pending) {
    try {
      return pending.get();
    } catch (ExecutionException fault) {
      return Judge.notGraded(exercise, kitFault(fault));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Judge.notGraded(exercise, reason);
    }
  }

  private static String kitFault(Throwable wrapped) {
    Throwable fault = wrapped.getCause() == null ? wrapped : wrapped.getCause();
    return "The grader itself failed (%s); please report it."
        .formatted(Text.oneLine(String.valueOf(fault), 200));
  }

  private void tell(Listener listener, Consumer<Listener> news) {
    synchronized (listening) {
      try {
        news.accept(listener);
      } catch (RuntimeException itsOwnFault) {
        // A progress line is not worth a verdict.
      }
    }
  }

  private static <K, V> Map<K, V> together(Map<K, V> some, Map<K, V> others) {
    Map<K, V> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The way of one exercise through the run. */
  private final class Run {
    private final Grader grader;
    private final Exercise exercise;
    private final Submission submission;
    private final Workshop shop;
    private final ExecutorService preparers;
    private final ExecutorService children;
    private final ExecutorService waiting;
    private final int exercises;
    private final Listener listener;

    private Run(
        Grader grader,
        Submission submission,
        Workshop shop,
        ExecutorService preparers,
        ExecutorService children,
        ExecutorService waiting,
        int exercises,
        Listener listener) {
      this.grader = grader;
      this.exercise = grader.exercise();
      this.submission = submission;
      this.shop = shop;
      this.preparers = preparers;
      this.children = children;
      this.waiting = waiting;
      this.exercises = exercises;
      this.listener = listener;
    }

    private CompletableFuture<ExerciseResult> begin() {
      return CompletableFuture.supplyAsync(this::prepare, preparers).thenCompose(this::look);
    }

    private Prepared prepare() {
      tell(listener, l -> l.started(exercise));
      Path folder = shop.work().resolve("jobs").resolve(exercise.id());
      try {
        Folders.delete(folder);
        Files.createDirectories(folder);
      } catch (IOException fault) {
        return new Prepared.NotGraded(
            "The folder %s could not be prepared: %s.".formatted(folder, fault.getMessage()));
      }
      return shop.preparation()
          .prepare(submission, exercise, grader.getClass().getClassLoader(), folder);
    }

    private CompletableFuture<ExerciseResult> look(Prepared prepared) {
      if (prepared instanceof Prepared.Ready ready) {
        return run(ready);
      }
      ExerciseResult result;
      if (prepared instanceof Prepared.NotStarted notStarted) {
        result = Judge.notStarted(exercise, notStarted.message());
      } else if (prepared instanceof Prepared.Refused refused) {
        result = Judge.refused(exercise, refused.finding());
      } else if (prepared instanceof Prepared.NotGraded notGraded) {
        result = Judge.notGraded(exercise, notGraded.reason());
      } else {
        throw new IllegalStateException("An exercise is prepared in an unknown way.");
      }
      return CompletableFuture.completedFuture(result);
    }

    private CompletableFuture<ExerciseResult> run(Prepared.Ready ready) {
      Map<EngineId, CompletableFuture<Map<String, Observation>>> engines =
          new EnumMap<>(EngineId.class);
      Decided decided = new Decided(exercise);
      for (EngineHost host : settings.engines()) {
        List<String> checks =
            exercise.checks().stream()
                .filter(check -> check.runsOn(host.id()))
                .filter(check -> settings.replays(check.id()))
                .map(Check::id)
                .toList();
        if (!checks.isEmpty()) {
          engines.put(host.id(), begin(host, checks, ready, decided));
        }
      }
      return CompletableFuture.allOf(engines.values().toArray(new CompletableFuture<?>[0]))
          .handle((done, fault) -> Diagnoser.of(ready.classes(), own()).explained(judge(engines)));
    }

    private List<Recogniser> own() {
      return grader instanceof Explains explains ? explains.recognisers() : List.of();
    }

    /** Starts an engine: in one child, or with several that each take every so-manieth check. */
    private CompletableFuture<Map<String, Observation>> begin(
        EngineHost host, List<String> checks, Prepared.Ready ready, Decided decided) {
      int count = Math.min(settings.shares(host, exercises), checks.size());
      CompletableFuture<Map<String, Observation>> all = CompletableFuture.completedFuture(Map.of());
      for (int i = 0; i < count; i++) {
        int part = i;
        List<String> own =
            IntStream.range(0, checks.size())
                .filter(check -> check % count == part)
                .mapToObj(checks::get)
                .toList();
        Path folder =
            shop.work()
                .resolve("jobs")
                .resolve(exercise.id())
                .resolve(host.id().id() + (part == 0 ? "" : "-" + (part + 1)));
        all =
            all.thenCombine(
                CompletableFuture.supplyAsync(
                    () -> run(host, own, folder, ready, decided),
                    host.mostlyWaits() ? waiting : children),
                Grading::together);
      }
      return all;
    }

    private Map<String, Observation> run(
        EngineHost host, List<String> checks, Path folder, Prepared.Ready ready, Decided decided) {
      Job job =
          new Job(
              exercise.id(),
              grader.getClass().getName(),
              ready.classes(),
              checks,
              settings.level(),
              settings.seed(),
              settings.replay());
      return shop.launcher()
          .run(
              host,
              shop.ready(host.id()),
              job,
              folder,
              shop.work().resolve(host.id().id()).resolve(exercise.id()),
              (id, observation) -> {
                if (!settings.thorough()) {
                  decided.observed(id, observation);
                }
                exercise.checks().stream()
                    .filter(check -> check.id().equals(id))
                    .forEach(
                        check -> tell(listener, l -> l.observed(exercise, check, observation)));
              },
              decided.unwantedBy(host.id()));
    }

    private ExerciseResult judge(
        Map<EngineId, CompletableFuture<Map<String, Observation>>> engines) {
      Map<String, Map<EngineId, Observation>> all = new HashMap<>();
      for (Check check : exercise.checks()) {
        Map<EngineId, Observation> seen = new EnumMap<>(EngineId.class);
        engines.forEach(
            (engine, answer) -> {
              Observation observation;
              try {
                observation = answer.join().get(check.id());
              } catch (RuntimeException fault) {
                observation = new Observation.DidNotRun(engine, kitFault(fault));
              }
              if (observation != null) {
                seen.put(engine, observation);
              }
            });
        all.put(check.id(), seen);
      }
      return Judge.judge(exercise, all);
    }
  }
}
