package racecourse.graders.demo;

import java.util.Optional;

/** Which exercise has which demo. */
final class Demos {

  private Demos() {}

  /** The demo of an exercise; only its class is loaded, as the others' exercises are not there. */
  static Optional<Demo> of(String exercise) {
    return Optional.ofNullable(
        switch (exercise) {
          case "threads" -> new ThreadsDemo();
          case "daemon" -> new DaemonDemo();
          case "executor" -> new ExecutorDemo();
          case "fakedatabase" -> new FakeDatabaseDemo();
          case "reentrancy" -> new ReentrancyDemo();
          case "lockorder" -> new LockOrderDemo();
          case "twolockpipeline" -> new TwoLockPipelineDemo();
          case "queuepipeline" -> new QueuePipelineDemo();
          case "semaphore" -> new SemaphoreDemo();
          case "timer" -> new TimerDemo();
          case "barrier" -> new BarrierDemo();
          case "confinement" -> new ConfinementDemo();
          case "threadlocal" -> new ThreadLocalDemo();
          case "filelog" -> new FileLogDemo();
          case "fuzzing" -> new FuzzingDemo();
          default -> null;
        });
  }
}
