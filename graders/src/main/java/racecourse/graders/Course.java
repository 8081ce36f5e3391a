package racecourse.graders;

import java.util.List;
import racecourse.engine.scene.Grader;

/** The exercises, in the order in which they are best done. */
public final class Course {

  private Course() {}

  /** One grader for each exercise, by number. */
  public static List<Grader> graders() {
    return List.of(
        new ThreadsGrader(),
        new DaemonGrader(),
        new ExecutorGrader(),
        new FakeDatabaseGrader(),
        new ReentrancyGrader(),
        new LockOrderGrader(),
        new TwoLockPipelineGrader(),
        new QueuePipelineGrader(),
        new SemaphoreGrader(),
        new TimerGrader(),
        new BarrierGrader(),
        new ConfinementGrader(),
        new ThreadLocalGrader(),
        new FileLogGrader(),
        new FuzzingGrader());
  }
}
