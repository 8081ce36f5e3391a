package racecourse.engine.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.run.Job;
import racecourse.engine.run.Report;
import racecourse.engine.run.Runner;

/**
 * Stands in for an engine: for each check it calls the static method of that name of the student's
 * class {@code Toy} on a thread of its own; true is clean, false is a wrong result.
 */
public class FakeRunner implements Runner {

  /** As the explorer. */
  public static final class Explorer extends FakeRunner {
    @Override
    public EngineId id() {
      return EngineId.EXPLORER;
    }
  }

  /** As vmlens. */
  public static final class Vmlens extends FakeRunner {
    @Override
    public EngineId id() {
      return EngineId.VMLENS;
    }
  }

  /** Does not come to its first check. */
  public static final class Faulty extends FakeRunner {
    @Override
    public void run(Job job, Report report) {
      throw new IllegalStateException("The engine is broken.");
    }
  }

  /** Passes over the last check. */
  public static final class Lazy extends FakeRunner {
    @Override
    public void run(Job job, Report report) throws Exception {
      super.run(
          new Job(
              job.exercise(),
              job.grader(),
              job.classes(),
              job.checks().subList(0, job.checks().size() - 1),
              job.level(),
              job.seed(),
              job.replay()),
          report);
    }
  }

  /** Writes on the private channel, as student code that got hold of it would. */
  public static final class Forger extends FakeRunner {
    @Override
    public void run(Job job, Report report) throws Exception {
      super.run(job, report);
      FileOutputStream channel = new FileOutputStream(FileDescriptor.out);
      Frames.write(channel, "00000000000000000000000000000000", new Frame.Started("forged"));
    }
  }

  /** Goes on with the second check until that no longer matters. */
  public static final class Obedient extends FakeRunner {
    @Override
    public void run(Job job, Report report) {
      Effort effort = new Effort(1, 0, false, 1, job.seed(), 1);
      report.started("one");
      report.observed("one", new Observation.Clean(id(), effort));
      report.started("two");
      while (report.isWanted("two")) {
        Thread.onSpinWait();
      }
      report.observed("two", Report.notNeeded(id(), effort));
    }
  }

  /** Is slow, but gets on: it plays the first check over and over, each time on a new thread. */
  public static final class Slow extends FakeRunner {
    @Override
    public void run(Job job, Report report) throws Exception {
      report.started(job.checks().get(0));
      while (true) {
        super.run(
            job,
            new Report() {
              @Override
              public void started(String check) {}

              @Override
              public void observed(String check, Observation observation) {}
            });
      }
    }
  }

  @Override
  public EngineId id() {
    return EngineId.FUZZ;
  }

  @Override
  public void run(Job job, Report report) throws Exception {
    URL[] classes = {job.classes().toUri().toURL()};
    try (URLClassLoader world = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
      for (String check : job.checks()) {
        report.started(check);
        Object[] answer = new Object[1];
        Thread scenario =
            new Thread(
                () -> {
                  try {
                    Class<?> toy = Class.forName(job.studentPackage() + "Toy", true, world);
                    answer[0] = toy.getMethod(check).invoke(null);
                  } catch (InvocationTargetException thrown) {
                    answer[0] = thrown.getCause();
                  } catch (ReflectiveOperationException | LinkageError thrown) {
                    answer[0] = thrown;
                  }
                },
                "main");
        scenario.start();
        scenario.join();
        Effort effort = new Effort(1, 0, false, 1, job.seed(), 1);
        report.observed(
            check,
            Boolean.TRUE.equals(answer[0])
                ? new Observation.Clean(id(), effort)
                : new Observation.Found(
                    id(), Finding.of(Kind.WRONG_RESULT, "It says " + answer[0] + "."), effort));
      }
    }
  }
}
