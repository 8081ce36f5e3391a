package racecourse.engine.vmlens;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Check.Question;

/**
 * The child's side: plays each scenario under vmlens's {@code AllInterleavings}, in a JVM that was started with the agent.
 *
 * <p>A failed expectation, an exception and a cycle of waiting threads are found here; data races only once the JVM has ended,
 * by {@link VmlensHost}.
 */
public final class VmlensRunner implements Runner {

  /**
   * How much to do.
   *
   * @param runs the most runs of one question
   * @param time for all questions together
   * @param limit when no further question is begun, after hangs and slow runs
   * @param hang when a single run is given up
   */
  private record Plan(int runs, Duration time, Duration limit, Duration hang) {
    static Plan of(Job.Level level) {
      return level == Job.Level.HIGH
          ? new Plan(1000, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(5))
          : new Plan(
              100, Duration.ofMillis(1500), Duration.ofMillis(2500), Duration.ofMillis(700));
    }
  }

  /** After this many hangs the threads that were left behind are too many to go on beside. */
  private static final int MOST_HANGS = 2;

  private static final String NO_AGENT =
      "The vmlens agent is not attached to the JVM that should run this check, so vmlens tried nothing.";

  /** A runner; without state, as every runner. */
  public VmlensRunner() {}

  @Override
  public EngineId id() {
    return EngineId.VMLENS;
  }

  @Override
  public void run(Job job, Report report) throws Exception {
    // vmlens takes every thread for a test's when it first sees it; this one shall be known before the first loop.
    new ConcurrentHashMap<String, String>().put("seen", "seen");
    Plan plan = Plan.of(job.level());
    World world = new World(job);
    world.loadSubmission();
    List<Check> checks = checks(world, job);
    int questionsLeft = checks.stream().mapToInt(check -> questions(check).size()).sum();
    Supervisor supervisor = new Supervisor(job, plan.hang());
    long begin = System.nanoTime();
    int hangs = 0;
    for (Check check : checks) {
      report.started(check.id());
      long checkBegin = System.nanoTime();
      List<Answer> answers = new ArrayList<>();
      List<Question> questions = questions(check);
      for (int i = 0; i < questions.size(); i++) {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        Duration share = plan.time().minus(spent).dividedBy(Math.max(1, questionsLeft - i));
        if (hangs >= MOST_HANGS) {
          answers.add(new Answer.Open(0, "earlier checks left threads behind that hang", false));
          break;
        }
        if (spent.compareTo(plan.limit()) > 0) {
          answers.add(new Answer.Open(0, "the time for vmlens was used up", false));
          break;
        }
        Question question = named(world, job, check, questions.get(i));
        Answer answer =
            supervisor.ask(
                loopName(job.exercise(), check.id(), question.name()),
                question.scenario(),
                plan.runs(),
                share);
        answers.add(answer);
        if (answer instanceof Answer.Wrong || answer instanceof Answer.Open open && open.hung()) {
          // Threads may be left behind in this world, with its static fields' locks in their hands.
          hangs += answer instanceof Answer.Open ? 1 : 0;
          world = new World(job);
        }
        if (answer instanceof Answer.Wrong || answer instanceof Answer.NoAgent) {
          break;
        }
      }
      questionsLeft -= questions.size();
      long millis = (System.nanoTime() - checkBegin) / 1_000_000;
      report.observed(check.id(), observation(answers, millis));
    }
    AgentEvents.close();
  }

  /** The name of a question's loop in vmlens's report. */
  static String loopName(String exercise, String check, String question) {
    return exercise + "/" + check + "/" + question;
  }

  private static List<Check> checks(World world, Job job) throws ReflectiveOperationException {
    return world.exercise().checks().stream()
        .filter(check -> job.checks().contains(check.id()) && check.runsOn(EngineId.VMLENS))
        .toList();
  }

  private static List<Question> questions(Check check) {
    return check.questions().stream()
        .filter(question -> question.engines().contains(EngineId.VMLENS))
        .toList();
  }

  /** The same question as this world knows it. */
  private static Question named(World world, Job job, Check check, Question question)
      throws ReflectiveOperationException {
    return checks(world, job).stream()
        .filter(same -> same.id().equals(check.id()))
        .flatMap(same -> questions(same).stream())
        .filter(same -> same.name().equals(question.name()))
        .findFirst()
        .orElseThrow();
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
}
