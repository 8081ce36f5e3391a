package racecourse.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Scene;

/** Monitors, wait and notify. */
final class Monitors {
  private Monitors() {}

  /** A one-place buffer; what can be got wrong is a parameter. */
  private static final class Slot {
    private final boolean loop;
    private final boolean all;
    private Integer item;

    Slot(boolean loop, boolean all) {
      this.loop = loop;
      this.all = all;
    }

    synchronized void put(int next) throws InterruptedException {
      if (loop) {
        while (item != null) {
          wait();
        }
      } else if (item != null) {
        wait();
      }
      if (item != null) {
        throw new IllegalStateException("full");
      }
      item = next;
      wake();
    }

    synchronized int take() throws InterruptedException {
      if (loop) {
        while (item == null) {
          wait();
        }
      } else if (item == null) {
        wait();
      }
      int taken = item;
      item = null;
      wake();
      return taken;
    }

    private void wake() {
      if (all) {
        notifyAll();
      } else {
        notify();
      }
    }
  }

  private static void twoAndTwo(Scene scene, Slot slot) {
    for (int i = 0; i < 2; i++) {
      int item = i;
      scene.actor("producer " + i, () -> slot.put(item));
      scene.actor("consumer " + i, slot::take);
    }
    scene.play();
  }

  @Program("passes")
  static void notifyAllInALoop(Scene scene) {
    twoAndTwo(scene, new Slot(true, true));
  }

  @Program("stuck")
  static void notifyLosesAWakeUp(Scene scene) {
    twoAndTwo(scene, new Slot(true, false));
  }

  @Program("passes")
  static void notifyIsEnoughForOneAndOne(Scene scene) {
    Slot slot = new Slot(true, false);
    scene.actor(
        "producer",
        () -> {
          slot.put(1);
          slot.put(2);
        });
    scene.actor(
        "consumer",
        () -> {
          scene.expect(slot.take() == 1, Kind.WRONG_RESULT, "Not 1.");
          scene.expect(slot.take() == 2, Kind.WRONG_RESULT, "Not 2.");
        });
    scene.play();
  }

  @Program("exception")
  static void ifInsteadOfWhile(Scene scene) {
    twoAndTwo(scene, new Slot(false, true));
  }

  @Program("exception")
  static void spuriousWakeUp(Scene scene) {
    Slot slot = new Slot(false, true);
    scene.actor("producer", () -> slot.put(1));
    scene.actor("consumer", slot::take);
    scene.play();
  }

  @Program("exception")
  static void waitWithoutTheMonitor(Scene scene) {
    Object monitor = new Object();
    scene.actor("waiter", monitor::wait);
    scene.play();
  }

  @Program("exception")
  static void notifyWithoutTheMonitor(Scene scene) {
    Object monitor = new Object();
    scene.actor("notifier", monitor::notifyAll);
    scene.play();
  }

  @Program("stuck")
  static void notifyBeforeWait(Scene scene) {
    Object monitor = new Object();
    scene.actor(
        "waiter",
        () -> {
          synchronized (monitor) {
            monitor.wait();
          }
        });
    scene.actor(
        "notifier",
        () -> {
          synchronized (monitor) {
            monitor.notify();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void timedWait(Scene scene) {
    Object monitor = new Object();
    boolean[] ready = new boolean[1];
    scene.actor(
        "waiter",
        () -> {
          synchronized (monitor) {
            while (!ready[0]) {
              monitor.wait(10);
            }
          }
        });
    scene.actor(
        "setter",
        () -> {
          synchronized (monitor) {
            ready[0] = true;
          }
        });
    scene.play();
  }

  @Program("wrong-result")
  static void timedWaitTooShort(Scene scene) {
    Object monitor = new Object();
    boolean[] ready = new boolean[1];
    scene.actor(
        "waiter",
        () -> {
          synchronized (monitor) {
            if (!ready[0]) {
              monitor.wait(10, 500);
            }
            scene.expect(ready[0], Kind.WRONG_RESULT, "Gave up too early.");
          }
        });
    scene.actor(
        "setter",
        () -> {
          synchronized (monitor) {
            ready[0] = true;
            monitor.notifyAll();
          }
        });
    scene.play();
  }

  @Program("deadlock")
  static void nestedMonitors(Scene scene) {
    Object outer = new Object();
    Object inner = new Object();
    scene.actor("a", () -> nested(outer, inner));
    scene.actor("b", () -> nested(inner, outer));
    scene.play();
  }

  private static void nested(Object first, Object second) {
    synchronized (first) {
      synchronized (second) {
        second.notifyAll();
      }
    }
  }

  @Program("stuck")
  static void waitKeepsTheOuterMonitor(Scene scene) {
    Object outer = new Object();
    Object inner = new Object();
    scene.actor(
        "waiter",
        () -> {
          synchronized (outer) {
            synchronized (inner) {
              inner.wait();
            }
          }
        });
    scene.actor("notifier", () -> nested(outer, inner));
    scene.play();
  }

  private static int shared;

  private static synchronized void staticIncrement() {
    shared++;
  }

  private static void classIncrement() {
    synchronized (Monitors.class) {
      shared++;
    }
  }

  private static final class Instance {
    synchronized void increment() {
      shared++;
    }
  }

  @Program("passes")
  static void staticSynchronizedIsTheMonitorOfTheClass(Scene scene) {
    scene.actor("a", Monitors::staticIncrement);
    scene.actor("b", Monitors::classIncrement);
    scene.play();
    scene.expect(shared == 2, Kind.LOST_UPDATE, "Got %d.", shared);
  }

  @Program("lost-update")
  static void instanceMonitorDoesNotGuardStatics(Scene scene) {
    scene.actor("a", new Instance()::increment);
    scene.actor("b", new Instance()::increment);
    scene.play();
    scene.expect(shared == 2, Kind.LOST_UPDATE, "Got %d.", shared);
  }

  @Program("lost-update")
  static void monitorOfAChangingObject(Scene scene) {
    // Boxed integers: each increment locks another object.
    Integer[] count = {0};
    for (int i = 0; i < 3; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            synchronized (count[0]) {
              count[0]++;
            }
          });
    }
    scene.play();
    scene.expect(count[0] == 3, Kind.LOST_UPDATE, "Got %d.", count[0]);
  }

  @Program("passes")
  static void exceptionReleasesTheMonitor(Scene scene) {
    Object monitor = new Object();
    int[] box = new int[1];
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            try {
              synchronized (monitor) {
                box[0]++;
                throw new IllegalStateException("on purpose");
              }
            } catch (IllegalStateException expected) {
              scene.expect(!Thread.holdsLock(monitor), Kind.WRONG_RESULT, "Still held.");
            }
          });
    }
    scene.play();
    scene.expect(box[0] == 2, Kind.LOST_UPDATE, "Got %d.", box[0]);
  }

  private static final class Thrower {
    private int count;

    synchronized void increment() {
      count++;
      throw new IllegalStateException("on purpose");
    }

    synchronized int count() {
      return count;
    }
  }

  @Program("passes")
  static void exceptionLeavesASynchronizedMethod(Scene scene) {
    Thrower thrower = new Thrower();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            try {
              thrower.increment();
            } catch (IllegalStateException expected) {
              // The monitor is free again.
            }
          });
    }
    scene.play();
    scene.expect(thrower.count() == 2, Kind.LOST_UPDATE, "Got %d.", thrower.count());
  }

  private static final class Factorial {
    private long steps;

    synchronized long of(int n) {
      steps++;
      return n <= 1 ? 1 : n * of(n - 1);
    }
  }

  @Program("passes")
  static void recursionReenters(Scene scene) {
    Factorial factorial = new Factorial();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i, () -> scene.expect(factorial.of(5) == 120, Kind.WRONG_RESULT, "Wrong."));
    }
    scene.play();
    scene.expect(factorial.steps == 10, Kind.LOST_UPDATE, "Got %d.", factorial.steps);
  }

  @Program("passes")
  static void waitGivesUpEveryHold(Scene scene) {
    Object monitor = new Object();
    boolean[] ready = new boolean[1];
    scene.actor(
        "waiter",
        () -> {
          synchronized (monitor) {
            synchronized (monitor) {
              while (!ready[0]) {
                monitor.wait();
              }
            }
            scene.expect(Thread.holdsLock(monitor), Kind.WRONG_RESULT, "Lost a hold.");
          }
        });
    scene.actor(
        "setter",
        () -> {
          synchronized (monitor) {
            ready[0] = true;
            monitor.notify();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void guardedList(Scene scene) {
    List<String> list = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      scene.actor(
          name,
          () -> {
            synchronized (list) {
              list.add(name);
            }
          });
    }
    scene.play();
    scene.expect(list.size() == 3, Kind.LOST_UPDATE, "Got %s.", list);
  }

  @Program("passes")
  static void interruptedWaiterHasTheMonitor(Scene scene) {
    Object monitor = new Object();
    Actor waiter =
        scene.actor(
            "waiter",
            () -> {
              synchronized (monitor) {
                try {
                  while (true) {
                    monitor.wait();
                  }
                } catch (InterruptedException expected) {
                  scene.expect(Thread.holdsLock(monitor), Kind.WRONG_RESULT, "Not held.");
                  scene.expect(
                      !Thread.currentThread().isInterrupted(),
                      Kind.WRONG_RESULT,
                      "Flag still set.");
                }
              }
            });
    scene.settle();
    waiter.interrupt();
    scene.play();
  }

  @Program("stuck")
  static void interruptTakesTheNotification(Scene scene) {
    // Two waiters, one notify, and the notified one gives up: the other must not be forgotten, but
    // the code does.
    Object monitor = new Object();
    int[] permits = new int[1];
    Actor[] waiters = new Actor[2];
    for (int i = 0; i < 2; i++) {
      waiters[i] =
          scene.actor(
              "waiter " + i,
              () -> {
                try {
                  synchronized (monitor) {
                    while (permits[0] == 0) {
                      monitor.wait();
                    }
                    Thread.sleep(1);
                    permits[0]--;
                  }
                } catch (InterruptedException expected) {
                  // Leaves the permit, and wakes nobody for it.
                }
              });
    }
    scene.settle();
    scene.actor(
        "giver",
        () -> {
          synchronized (monitor) {
            permits[0]++;
            monitor.notify();
          }
        });
    scene.actor("interrupter", waiters[0]::interrupt);
    scene.play();
  }

  @Program("passes")
  static void catchesThrowableAroundWait(Scene scene) {
    Object monitor = new Object();
    scene.actor(
        "waiter",
        () -> {
          while (true) {
            try {
              synchronized (monitor) {
                monitor.wait(10);
                return;
              }
            } catch (Throwable swallowed) {
              // Once more.
            }
          }
        });
    scene.play();
  }

  @Program("stuck")
  static void catchesThrowableAndWaitsForEver(Scene scene) {
    Object monitor = new Object();
    scene.actor(
        "waiter",
        () -> {
          while (true) {
            try {
              synchronized (monitor) {
                monitor.wait();
              }
            } catch (Throwable swallowed) {
              // Once more.
            } finally {
              Thread.yield();
            }
          }
        });
    scene.play();
  }

  // ----------------------------------------------------------------------------------------
  // the monitor of a thread

  @Program("passes")
  static void waitsUntilTheThreadIsDead(Scene scene) {
    Thread thread = new Thread(() -> {});
    thread.start();
    scene.actor(
        "waiter",
        () -> {
          synchronized (thread) {
            while (thread.isAlive()) {
              thread.wait();
            }
          }
        });
    scene.play();
  }

  @Program("stuck")
  @SuppressWarnings({"WaitNotInLoop", "NakedNotify"}) // That is the mistake.
  static void waitsForAThreadThatMayBeDead(Scene scene) {
    Thread thread = new Thread(() -> {});
    thread.start();
    scene.actor(
        "waiter",
        () -> {
          synchronized (thread) {
            thread.wait();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void joinGivesTheMonitorBack(Scene scene) throws InterruptedException {
    Thread thread = new OwnMonitor();
    synchronized (thread) {
      thread.start();
      thread.join();
    }
    scene.expect(!thread.isAlive(), Kind.WRONG_RESULT, "It was joined and lives.");
  }

  @Program("deadlock")
  static void joinKeepsAnotherMonitor(Scene scene) {
    Object other = new Object();
    Thread thread =
        new Thread(
            () -> {
              synchronized (other) {
                Thread.yield();
              }
            });
    scene.actor(
        "joiner",
        () -> {
          synchronized (other) {
            thread.start();
            thread.join();
          }
        });
    scene.play();
  }

  private static final class OwnMonitor extends Thread {
    @Override
    public synchronized void run() {
      Thread.yield();
    }
  }

  // ----------------------------------------------------------------------------------------
  // looking again and again

  private static void looksEveryMillisecond(Scene scene, long patienceInMillis) {
    Object monitor = new Object();
    boolean[] told = new boolean[1];
    scene.actor(
        "looks",
        () -> {
          long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceInMillis);
          synchronized (monitor) {
            while (!told[0]) {
              scene.expect(System.nanoTime() < end, Kind.WRONG_RESULT, "Gave up.");
              monitor.wait(1);
            }
          }
        });
    scene.actor(
        "tells",
        () -> {
          Thread.sleep(TimeUnit.MINUTES.toMillis(30));
          synchronized (monitor) {
            told[0] = true;
          }
        });
    scene.play();
  }

  @Program("passes")
  static void looksEveryMillisecondForHalfAnHour(Scene scene) {
    looksEveryMillisecond(scene, Long.MAX_VALUE / 2_000_000);
  }

  @Program("wrong-result")
  static void looksEveryMillisecondForTenMinutes(Scene scene) {
    looksEveryMillisecond(scene, TimeUnit.MINUTES.toMillis(10));
  }
}
