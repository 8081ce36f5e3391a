package racecourse.programs;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** Semaphores, latches, barriers, phasers, exchangers. */
final class Synchronisers {
  private Synchronisers() {}

  // ----------------------------------------------------------------------------------------
  // semaphores

  @Program("stuck")
  static void permitForgotten(Scene scene) {
    Semaphore semaphore = new Semaphore(1);
    scene.actor("forgetful", semaphore::acquire);
    scene.actor("other", semaphore::acquire);
    scene.play();
  }

  @Program("lost-update")
  static void twoPermitsAreNoMutex(Scene scene) {
    counting(scene, new Semaphore(2));
  }

  @Program("passes")
  static void fairSemaphore(Scene scene) {
    counting(scene, new Semaphore(1, true));
  }

  private static void counting(Scene scene, Semaphore semaphore) {
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            semaphore.acquireUninterruptibly();
            try {
              box[0]++;
            } finally {
              semaphore.release();
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  @Program("wrong-result")
  static void releaseWithoutAcquire(Scene scene) {
    // The interrupted worker releases in finally what it never got.
    Semaphore semaphore = new Semaphore(1);
    Actor worker =
        scene.actor(
            "worker",
            () -> {
              try {
                semaphore.acquire();
              } catch (InterruptedException expected) {
                // Falls through to the release.
              } finally {
                semaphore.release();
              }
            });
    worker.interrupt();
    scene.play();
    scene.expect(
        semaphore.availablePermits() == 1, Kind.WRONG_RESULT, "%d", semaphore.availablePermits());
  }

  @Program("passes")
  static void acquireBeforeTry(Scene scene) {
    Semaphore semaphore = new Semaphore(1);
    Actor worker =
        scene.actor(
            "worker",
            () -> {
              try {
                semaphore.acquire();
                semaphore.release();
              } catch (InterruptedException expected) {
                // Nothing to release.
              }
            });
    worker.interrupt();
    scene.play();
    scene.expect(
        semaphore.availablePermits() == 1, Kind.WRONG_RESULT, "%d", semaphore.availablePermits());
  }

  @Program("stuck")
  static void twoPermitsOneAtATime(Scene scene) {
    Semaphore semaphore = new Semaphore(2);
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            semaphore.acquire();
            semaphore.acquire();
            semaphore.release(2);
          });
    }
    scene.play();
  }

  @Program("passes")
  static void twoPermitsAtOnce(Scene scene) {
    Semaphore semaphore = new Semaphore(2);
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            semaphore.acquire(2);
            semaphore.release(2);
          });
    }
    scene.play();
  }

  @Program("wrong-result")
  static void availableThenAcquire(Scene scene) {
    Semaphore semaphore = new Semaphore(1);
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            if (semaphore.availablePermits() > 0) {
              scene.expect(semaphore.tryAcquire(), Kind.WRONG_RESULT, "Somebody else took it.");
              semaphore.release();
            }
          });
    }
    scene.play();
  }

  @Program("passes")
  static void timedTryAcquire(Scene scene) {
    Semaphore semaphore = new Semaphore(0);
    scene.actor(
        "worker",
        () ->
            scene.expect(
                semaphore.tryAcquire(5, TimeUnit.SECONDS),
                Kind.WRONG_RESULT,
                "Gave up after 5 s."));
    scene.actor("giver", semaphore::release);
    scene.play();
  }

  @Program("wrong-result")
  static void timedTryAcquireTooImpatient(Scene scene) {
    Semaphore semaphore = new Semaphore(0);
    scene.actor(
        "worker",
        () ->
            scene.expect(
                semaphore.tryAcquire(5, TimeUnit.MILLISECONDS), Kind.WRONG_RESULT, "Gave up."));
    scene.actor("giver", semaphore::release);
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // latches

  @Program("stuck")
  static void latchOfTooMany(Scene scene) {
    CountDownLatch latch = new CountDownLatch(3);
    scene.actor("a", latch::countDown);
    scene.actor("b", latch::countDown);
    scene.actor("waiter", latch::await);
    scene.play();
  }

  @Program("stuck")
  static void countDownSkippedByAnException(Scene scene) {
    CountDownLatch latch = new CountDownLatch(1);
    scene.actor("worker", () -> countDownAfter(latch, false));
    scene.actor("waiter", latch::await);
    scene.play();
  }

  @Program("passes")
  static void countDownInFinally(Scene scene) {
    CountDownLatch latch = new CountDownLatch(1);
    scene.actor("worker", () -> countDownAfter(latch, true));
    scene.actor("waiter", latch::await);
    scene.play();
  }

  private static void countDownAfter(CountDownLatch latch, boolean whateverHappens) {
    Thread thread =
        new Thread(
            () -> {
              try {
                List.of().get(0);
                latch.countDown();
              } finally {
                if (whateverHappens) {
                  latch.countDown();
                }
              }
            });
    thread.start();
  }

  @Program("passes")
  static void latchTimesOut(Scene scene) {
    CountDownLatch latch = new CountDownLatch(1);
    scene.actor(
        "waiter",
        () ->
            scene.expect(
                !latch.await(1, TimeUnit.SECONDS), Kind.WRONG_RESULT, "Who counted down?"));
    scene.play();
  }

  @Program("data-race")
  static void writeAfterCountDown(Scene scene) {
    CountDownLatch latch = new CountDownLatch(1);
    int[] box = new int[1];
    scene.actor(
        "writer",
        () -> {
          latch.countDown();
          box[0] = 1;
        });
    scene.actor(
        "reader",
        () -> {
          latch.await();
          if (box[0] > 1) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // barriers

  @Program("passes")
  static void barrierOrdersPhases(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(2);
    int[] parts = new int[2];
    for (int i = 0; i < 2; i++) {
      int mine = i;
      scene.actor(
          "worker " + i,
          () -> {
            parts[mine] = 1;
            barrier.await();
            scene.expect(parts[1 - mine] == 1, Kind.WRONG_RESULT, "Not yet.");
            barrier.await();
            parts[mine] = 2;
          });
    }
    scene.play();
  }

  @Program("data-race")
  static void barrierForgotten(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(2);
    int[] parts = new int[2];
    for (int i = 0; i < 2; i++) {
      int mine = i;
      scene.actor(
          "worker " + i,
          () -> {
            parts[mine] = 1;
            barrier.await();
            int seen = parts[1 - mine];
            parts[mine] = seen;
          });
    }
    scene.play();
  }

  @Program("passes")
  static void barrierActionRunsOnce(Scene scene) throws Exception {
    Journal<String> actions = scene.journal();
    CyclicBarrier barrier = new CyclicBarrier(2, () -> actions.add("action"));
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            barrier.await();
            scene.expect(actions.entries().size() == 1, Kind.WRONG_RESULT, "%s", actions.entries());
          });
    }
    scene.play();
  }

  @Program("passes")
  static void barrierActionThrows(Scene scene) {
    CyclicBarrier barrier =
        new CyclicBarrier(
            2,
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Journal<String> ends = scene.journal();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            try {
              barrier.await();
            } catch (BrokenBarrierException e) {
              ends.add("broken");
            } catch (IllegalStateException e) {
              ends.add("threw");
            }
          });
    }
    scene.play();
    scene.expect(
        ends.entries().stream().sorted().toList().equals(List.of("broken", "threw")),
        Kind.WRONG_RESULT,
        "%s",
        ends.entries());
  }

  @Program("passes")
  static void interruptBreaksTheBarrierForAll(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(3);
    Journal<String> ends = scene.journal();
    Actor first = scene.actor("worker 0", () -> meet(barrier, ends));
    scene.actor("worker 1", () -> meet(barrier, ends));
    scene.settle();
    first.interrupt();
    scene.play();
    scene.expect(barrier.isBroken(), Kind.WRONG_RESULT, "Not broken.");
    scene.expect(
        ends.entries().stream().sorted().toList().equals(List.of("broken", "interrupted")),
        Kind.WRONG_RESULT,
        "%s",
        ends.entries());
  }

  private static void meet(CyclicBarrier barrier, Journal<String> ends) {
    try {
      barrier.await();
      ends.add("met");
    } catch (InterruptedException e) {
      ends.add("interrupted");
    } catch (BrokenBarrierException e) {
      ends.add("broken");
    }
  }

  @Program("stuck")
  static void swallowedInterruptLeavesTheBarrierWaiting(Scene scene) {
    // A worker that gives up before it comes to the barrier leaves the others there.
    CyclicBarrier barrier = new CyclicBarrier(2);
    Actor first =
        scene.actor(
            "worker 0",
            () -> {
              try {
                Thread.sleep(100);
                barrier.await();
              } catch (InterruptedException swallowed) {
                // Tells nobody.
              }
            });
    scene.actor("worker 1", barrier::await);
    scene.actor("interrupter", first::interrupt);
    scene.play();
  }

  @Program("passes")
  static void resetBreaksTheBarrierForTheWaiting(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Journal<String> ends = scene.journal();
    scene.actor("early", () -> meet(barrier, ends));
    scene.settle();
    barrier.reset();
    scene.play();
    scene.actor("a", () -> meet(barrier, ends));
    scene.actor("b", () -> meet(barrier, ends));
    scene.play();
    scene.expect(
        ends.entries().equals(List.of("broken", "met", "met")),
        Kind.WRONG_RESULT,
        "%s",
        ends.entries());
  }

  @Program("passes")
  static void barrierTimesOut(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(2);
    scene.actor(
        "lonely",
        () -> {
          try {
            barrier.await(1, TimeUnit.SECONDS);
            scene.fail(Kind.WRONG_RESULT, "Whom did it meet?");
          } catch (TimeoutException expected) {
            scene.expect(barrier.isBroken(), Kind.WRONG_RESULT, "Not broken.");
          }
        });
    scene.play();
  }

  @Program("stuck")
  static void barrierOfTwoForThree(Scene scene) {
    CyclicBarrier barrier = new CyclicBarrier(2);
    for (int i = 0; i < 3; i++) {
      scene.actor("worker " + i, barrier::await);
    }
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // phasers

  @Program("passes")
  static void phaser(Scene scene) {
    Phaser phaser = new Phaser(2);
    int[] parts = new int[2];
    for (int i = 0; i < 2; i++) {
      int mine = i;
      scene.actor(
          "worker " + i,
          () -> {
            parts[mine] = 1;
            int phase = phaser.arriveAndAwaitAdvance();
            scene.expect(phase == 1, Kind.WRONG_RESULT, "Phase %d.", phase);
            scene.expect(parts[1 - mine] == 1, Kind.WRONG_RESULT, "Not yet.");
            phaser.arriveAndDeregister();
          });
    }
    scene.play();
    scene.expect(phaser.isTerminated(), Kind.WRONG_RESULT, "Not terminated.");
  }

  @Program("stuck")
  static void phaserPartyThatNeverArrives(Scene scene) {
    Phaser phaser = new Phaser(1);
    for (int i = 0; i < 2; i++) {
      scene.actor("worker " + i, phaser::arriveAndAwaitAdvance);
    }
    phaser.register();
    phaser.register();
    scene.play();
  }

  @Program("wrong-result")
  static void phaserRegisteredTooLate(Scene scene) {
    // A party that registers itself may come after the others have gone on.
    Phaser phaser = new Phaser(0);
    Journal<Integer> phases = scene.journal();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            phaser.register();
            phases.add(phaser.arriveAndAwaitAdvance());
            phaser.arriveAndDeregister();
          });
    }
    scene.play();
    scene.expect(phases.entries().equals(List.of(1, 1)), Kind.WRONG_RESULT, "%s", phases.entries());
  }

  // ----------------------------------------------------------------------------------------
  // exchangers

  @Program("passes")
  static void exchanger(Scene scene) {
    Exchanger<String> exchanger = new Exchanger<>();
    scene.actor(
        "a", () -> scene.expect(exchanger.exchange("a").equals("b"), Kind.WRONG_RESULT, "Not b."));
    scene.actor(
        "b", () -> scene.expect(exchanger.exchange("b").equals("a"), Kind.WRONG_RESULT, "Not a."));
    scene.play();
  }

  @Program("stuck")
  static void exchangerOfThree(Scene scene) {
    Exchanger<String> exchanger = new Exchanger<>();
    for (int i = 0; i < 3; i++) {
      String name = "worker " + i;
      scene.actor(name, () -> exchanger.exchange(name));
    }
    scene.play();
  }

  @Program("passes")
  static void exchangerPublishes(Scene scene) {
    Exchanger<int[]> exchanger = new Exchanger<>();
    for (int i = 0; i < 2; i++) {
      int mine = i;
      scene.actor(
          "worker " + i,
          () -> {
            int[] box = new int[1];
            box[0] = mine + 1;
            int got = exchanger.exchange(box)[0];
            scene.expect(got == 2 - mine, Kind.WRONG_RESULT, "Got %d.", got);
          });
    }
    scene.play();
  }

  @Program("passes")
  static void exchangerTimesOut(Scene scene) {
    Exchanger<String> exchanger = new Exchanger<>();
    scene.actor(
        "lonely",
        () -> {
          try {
            exchanger.exchange("x", 100, TimeUnit.MILLISECONDS);
            scene.fail(Kind.WRONG_RESULT, "With whom?");
          } catch (TimeoutException expected) {
            // Nobody came.
          }
        });
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // barriers made by hand

  /**
   * A barrier that counts with an atomic and spins; reused without a generation it lets threads
   * slip.
   */
  private static final class CountingBarrier {
    private final int parties;
    private final AtomicInteger arrived = new AtomicInteger();

    CountingBarrier(int parties) {
      this.parties = parties;
    }

    void await() {
      if (arrived.incrementAndGet() == parties) {
        arrived.set(0);
      } else {
        while (arrived.get() != 0) {
          Thread.yield();
        }
      }
    }
  }

  @Program("passes")
  static void spinningBarrierUsedOnce(Scene scene) {
    CountingBarrier barrier = new CountingBarrier(2);
    scene.actor("a", barrier::await);
    scene.actor("b", barrier::await);
    scene.play();
  }

  @Program("livelock")
  static void spinningBarrierUsedTwice(Scene scene) {
    CountingBarrier barrier = new CountingBarrier(2);
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            barrier.await();
            barrier.await();
          });
    }
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // looking for a while, and for ever

  private static void waitedForByThree(Scene scene, Consumer<CountDownLatch> await) {
    CountDownLatch open = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      scene.actor("waiter " + i, () -> await.accept(open));
    }
    scene.settle();
    open.countDown();
    scene.play();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Program("passes")
  static void threeThatLookFiveThousandTimesAndThenPark(Scene scene) {
    waitedForByThree(
        scene,
        open -> {
          for (int look = 0; look < 5000 && open.getCount() > 0; look++) {
            Thread.onSpinWait();
          }
          awaitQuietly(open);
        });
  }

  @Program("passes")
  static void threeThatTryThreeThousandTimesAndThenPark(Scene scene) {
    AtomicInteger tries = new AtomicInteger();
    waitedForByThree(
        scene,
        open -> {
          for (int look = 0; look < 3000 && open.getCount() > 0; look++) {
            tries.incrementAndGet();
            Thread.yield();
          }
          awaitQuietly(open);
        });
  }

  @Program("livelock")
  static void threeThatLookForEver(Scene scene) {
    waitedForByThree(
        scene,
        open -> {
          while (open.getCount() > 0) {
            Thread.onSpinWait();
          }
        });
  }

  @Program("livelock")
  static void threeThatTryForEver(Scene scene) {
    AtomicInteger tries = new AtomicInteger();
    waitedForByThree(
        scene,
        open -> {
          while (open.getCount() > 0) {
            tries.incrementAndGet();
            Thread.yield();
          }
        });
  }
}
