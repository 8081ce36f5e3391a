package racecourse.engine.vmlens;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.run.Violation;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Journal;

@Timeout(60)
final class VmlensSceneTest {
  private final VmlensScene scene = new VmlensScene(new Cast("test"));

  @Test
  void playsActorsInTurnsOfPlay() {
    Journal<String> journal = scene.journal();
    Actor first = scene.actor("first", () -> journal.add(Thread.currentThread().getName()));
    assertThat(first.hasEnded()).isFalse();
    scene.play();
    assertThat(first.hasEnded()).isTrue();
    scene.actor("second", () -> journal.add(Thread.currentThread().getName()));
    scene.play();
    assertThat(journal.entries()).containsExactly("first", "second");
  }

  @Test
  void anInterruptBeforeTheStartIsKept() {
    Journal<Boolean> journal = scene.journal();
    Actor actor = scene.actor("actor", () -> journal.add(Thread.interrupted()));
    actor.interrupt();
    scene.play();
    assertThat(journal.entries()).containsExactly(true);
  }

  @Test
  void theFirstFailureCountsThoughStudentsCodeSwallowsIt() {
    scene.actor(
        "actor",
        () -> {
          try {
            scene.fail(Kind.LOST_UPDATE, "%d of %s were lost.", 3, List.of(1, 2));
          } catch (Throwable swallowed) {
            throw new IllegalStateException("second");
          }
        });
    assertThatThrownBy(scene::play).isInstanceOf(VmlensScene.Abandoned.class);
    VmlensScene.Failure failure = requireNonNull(scene.failure());
    assertThat(failure.thread()).isEqualTo("actor");
    Finding finding = Mishap.finding(failure, "racecourse.test.");
    assertThat(finding.kind()).isEqualTo(Kind.LOST_UPDATE);
    assertThat(finding.message()).isEqualTo("3 of [1, 2] were lost.");
  }

  @Test
  void whatHappensAfterARunWasGivenUpDoesNotCount() {
    scene.abandon();
    scene.failed(new IllegalStateException());
    assertThat(scene.failure()).isNull();
  }

  @Test
  void aGateOpensForAllAndKeepsInterruptsForLater() {
    Gate gate = scene.gate(2, Kind.NOT_PARALLEL, "They do not meet.");
    Journal<Boolean> journal = scene.journal();
    Actor early =
        scene.actor(
            "early",
            () -> {
              gate.pass();
              journal.add(Thread.currentThread().isInterrupted());
            });
    scene.actor(
        "late",
        () -> {
          early.interrupt();
          gate.pass();
        });
    scene.play();
    assertThat(gate.arrivals()).isEqualTo(2);
    assertThat(journal.entries()).containsExactly(true);
  }

  @Test
  void settlingIsNotSupported() {
    assertThatThrownBy(scene::settle).isInstanceOf(VmlensScene.Unsupported.class);
  }

  @Test
  void leftoverThreadsDoNotHoldTheScenarioUp() {
    CountDownLatch never = new CountDownLatch(1);
    scene.actor(
        "actor",
        () -> {
          Thread leftover =
              new Thread(
                  () -> {
                    try {
                      never.await();
                    } catch (InterruptedException ended) {
                      // The test is over.
                    }
                  });
          leftover.setDaemon(true);
          leftover.start();
        });
    scene.play();
    scene.awaitNoThreads("A thread is left.");
    assertThat(scene.failure()).isNull();
    never.countDown();
  }

  @Test
  void tellsVmlensFromTheStudent() {
    Throwable students = new IllegalStateException();
    assertThat(Mishap.mayBeVmlens(students)).isFalse();
    assertThat(Mishap.mayBeVmlens(new Violation(Kind.DEADLOCK, "It hangs."))).isFalse();
    Throwable inside = new NullPointerException();
    inside.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("com.vmlens.transformed.Some", "process", "Some.java", 1)
        });
    assertThat(Mishap.mayBeVmlens(new RuntimeException(inside))).isTrue();
    assertThat(Mishap.mayBeVmlens(new VerifyError())).isTrue();
    assertThat(Mishap.mayBeVmlens(new StackOverflowError())).isTrue();
    assertThat(Mishap.mayBeVmlens(new ExceptionInInitializerError(students))).isFalse();
  }
}
