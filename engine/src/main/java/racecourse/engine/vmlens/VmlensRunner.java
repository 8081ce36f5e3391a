package racecourse.engine.vmlens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Check.Question;

/**
 * The child's side: plays each scenario under vmlens's {@code AllInterleavings}, in a JVM that was
 * started with the agent.
 *
 * <p>A failed expectation, an exception and a cycle of waiting threads are found here; data races
 * only once the JVM has ended, by {@link VmlensHost}.
 */
public final class VmlensRunner implements Runner {

  /**
   * How much to do.
   *
   * @param mostRuns the most runs of one question
   * @param time for all questions together, shared evenly
   * @param longer the same, for questions that had fewer than {@link #SOME_RUNS}
   * @param limit no question is begun later; only a very busy machine comes near it
   * @param idle when a run without a thread at work is given up
   * @param busy when a run is given up in any case, in processor time of its threads
   * @param thought when vmlens's search for one more interleaving is given up, in processor time
   */
  private record Plan(
      int mostRuns,
      Duration time,
      Duration longer,
      Duration limit,
      Duration idle,
      Duration busy,
      Duration thought) {
    static Plan of(Job.Level level) {
      return level == Job.Level.HIGH
          ? new Plan(
              1000,
              Duration.ofSeconds(30),
              Duration.ofSeconds(45),
              Duration.ofSeconds(90),
              Duration.ofSeconds(2),
              Duration.ofSeconds(10),
              Duration.ofSeconds(5))
          : new Plan(
              100,
              Duration.ofMillis(700),
              Duration.ofMillis(800),
              Duration.ofSeconds(20),
              Duration.ofMillis(700),
              Duration.ofMillis(2000),
              Duration.ofMillis(300));
    }
  }

  /**
   * Enough for a lost update: vmlens's first runs are like any, the ones after them are chosen to
   * differ.
   */
  private static final int SOME_RUNS = 5;

  /** Fewer than these are no look at all. */
  private static final int LEAST_RUNS = 2;

  /** After this many hangs the threads that were left behind are too many to go on beside. */
  private static final int MOST_HANGS = 2;

  private static final String NO_AGENT =
      "The vmlens agent is not attached to the JVM that should run this check, so vmlens tried nothing.";

  private @Nullable AgentEvents events;

  /** A runner. */
  public VmlensRunner() {}

  @Override
  public EngineId id() {
    return EngineId.VMLENS;
  }

  @Override
  public void early() throws Exception {
    events = AgentEvents.paced();
  }

  @Override
  public void run(Job job, Report report) throws Exception {
    // vmlens may take any thread that it sees for the first time for one of a test's; this one it
    // shall know before.
    new ConcurrentHashMap<String, String>().put("seen", "seen");
    new Session(job).run(report);
    if (events != null) {
      events.close();
    }
  }

  /** The name of a question's loop in vmlens's report. */
  static String loopName(String exercise, String check, String question) {
    return exercise + "/" + check + "/" + question;
  }

  private static Observation observation(List<Answer> answers, long millis) {
    int runs = answers.stream().mapToInt(Answer::runs).sum();
    Effort effort = new Effort(runs, 0, false, 0, 0, millis);
    for (Answer answer : answers) {
      if (answer instanceof Answer.Wrong wrong) {
        return new Observation.Found(EngineId.VMLENS, wrong.finding(), effort);
      }
    }
    for (Answer answer : answers) {
      if (answer instanceof Answer.NoAgent) {
        return new Observation.DidNotRun(EngineId.VMLENS, NO_AGENT);
      }
    }
    for (Answer answer : answers) {
      if (answer instanceof Answer.Open open) {
        return new Observation.Abstained(
            EngineId.VMLENS, "vmlens says nothing: " + open.reason() + ".", effort);
      }
    }
    return new Observation.Clean(EngineId.VMLENS, effort);
  }

  /** One job, on the thread that calls. */
  private static final class Session {
    private final Job job;
    private final Plan plan;
    private final Supervisor supervisor;
    private World world;
    private List<Check> checks;
    private int hangs;
    private int questionsLeft;
    private long begin;

    Session(Job job) throws Exception {
      this.job = job;
      this.plan = Plan.of(job.level());
      this.supervisor = new Supervisor(job, plan.idle(), plan.busy(), plan.thought());
      this.world = new World(job);
      this.checks = enter(world);
    }

    void run(Report report) throws Exception {
      questionsLeft = checks.stream().mapToInt(check -> questions(check).size()).sum();
      begin = System.nanoTime();
      for (int i = 0; i < checks.size(); i++) {
        String id = checks.get(i).id();
        report.started(id);
        long checkBegin = System.nanoTime();
        List<Answer> answers = ask(i, report);
        report.observed(id, observation(answers, (System.nanoTime() - checkBegin) / 1_000_000));
      }
    }

    /** The answers to a check's questions, up to the first that decides. */
    private List<Answer> ask(int check, Report report) throws Exception {
      List<Answer> answers = new ArrayList<>();
      int count = questions(checks.get(check)).size();
      for (int i = 0; i < count; i++) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        Duration longer = plan.longer().minus(spent);
        Duration share = plan.time().minus(spent).dividedBy(questionsLeft - i);
        Answer answer;
        if (!report.isWanted(checks.get(check).id())) {
          answer = new Answer.Open(0, "the check had failed already", false);
        } else if (hangs >= MOST_HANGS) {
          answer = new Answer.Open(0, "earlier checks left threads behind that hang", false);
        } else if (spent.compareTo(plan.limit()) > 0) {
          answer = new Answer.Open(0, "the time for vmlens was used up", false);
        } else {
          // Anew each time: the world may have changed.
          Question question = questions(checks.get(check)).get(i);
          answer =
              supervisor.ask(
                  loopName(job.exercise(), checks.get(check).id(), question.name()),
                  question.scenario(),
                  new Loop.Extent(plan.mostRuns(), SOME_RUNS, LEAST_RUNS, share, longer),
                  world.usesTime());
        }
        answers.add(answer);
        boolean hung = answer instanceof Answer.Open open && open.hung();
        boolean wrong = answer instanceof Answer.Wrong;
        hangs += hung ? 1 : 0;
        if (!(answer instanceof Answer.Fine)) {
          // A run that was cut off may have left threads behind in this world, with the locks of
          // its static fields in their hands, or what these fields hold half done.
          world = new World(job);
          checks = enter(world);
        }
        if (wrong || answer instanceof Answer.NoAgent) {
          break;
        }
      }
      questionsLeft -= count;
      return answers;
    }

    private List<Check> enter(World next) throws Exception {
      next.loadSubmission();
      return next.exercise().checks().stream()
          .filter(check -> job.checks().contains(check.id()) && check.runsOn(EngineId.VMLENS))
          .toList();
    }

    private static List<Question> questions(Check check) {
      return check.questions().stream()
          .filter(question -> question.engines().contains(EngineId.VMLENS))
          .toList();
    }
  }
}
