package racecourse.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** The queues of java.util.concurrent. */
final class Queues {
  private Queues() {}

  /** One producer sends 1, 2 and a pill; the consumer adds up. */
  private static void pill(Scene scene, BlockingQueue<Integer> queue) {
    scene.actor(
        "producer",
        () -> {
          queue.put(1);
          queue.put(2);
          queue.put(-1);
        });
    scene.actor(
        "consumer",
        () -> {
          int sum = 0;
          for (int item = queue.take(); item > 0; item = queue.take()) {
            sum += item;
          }
          scene.expect(sum == 3, Kind.WRONG_RESULT, "The sum is %d.", sum);
        });
    scene.play();
  }

  @Program("passes")
  static void arrayBlockingQueue(Scene scene) {
    pill(scene, new ArrayBlockingQueue<>(1));
  }

  @Program("passes")
  static void linkedBlockingQueue(Scene scene) {
    pill(scene, new LinkedBlockingQueue<>());
  }

  @Program("passes")
  static void linkedBlockingDeque(Scene scene) {
    pill(scene, new LinkedBlockingDeque<>(2));
  }

  @Program("passes")
  static void synchronousQueue(Scene scene) {
    pill(scene, new SynchronousQueue<>());
  }

  @Program("passes")
  static void fairSynchronousQueue(Scene scene) {
    pill(scene, new SynchronousQueue<>(true));
  }

  @Program("passes")
  static void linkedTransferQueue(Scene scene) {
    pill(scene, new LinkedTransferQueue<>());
  }

  @Program("wrong-result")
  static void priorityBlockingQueueOvertakes(Scene scene) {
    // The pill is the smallest element.
    pill(scene, new PriorityBlockingQueue<>());
  }

  @Program("passes")
  static void priorityBlockingQueueSorts(Scene scene) {
    PriorityBlockingQueue<Integer> queue = new PriorityBlockingQueue<>();
    scene.actor("a", () -> queue.put(2));
    scene.actor("b", () -> queue.put(1));
    scene.play();
    scene.expect(queue.poll() == 1 && queue.poll() == 2, Kind.WRONG_RESULT, "Not sorted.");
  }

  @Program("stuck")
  static void onePillForTwo(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "consumer " + i,
          () -> {
            while (queue.take() > 0) {
              // Drops it.
            }
          });
    }
    queue.add(1);
    queue.add(-1);
    scene.play();
  }

  @Program("passes")
  static void pillHandedOn(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "consumer " + i,
          () -> {
            int item = queue.take();
            while (item > 0) {
              item = queue.take();
            }
            queue.put(item);
          });
    }
    queue.add(1);
    queue.add(-1);
    scene.play();
  }

  @Program("stuck")
  static void checkThenTake(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(List.of(1));
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "consumer " + i,
          () -> {
            if (!queue.isEmpty()) {
              queue.take();
            }
          });
    }
    scene.play();
  }

  @Program("passes")
  static void pollInsteadOfCheckThenTake(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(List.of(1));
    Journal<Integer> taken = scene.journal();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "consumer " + i,
          () -> {
            Integer item = queue.poll();
            if (item != null) {
              taken.add(item);
            }
          });
    }
    scene.play();
    scene.expect(taken.entries().equals(List.of(1)), Kind.WRONG_RESULT, "%s", taken.entries());
  }

  @Program("exception")
  static void addToAFullQueue(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    scene.actor("a", () -> queue.add(1));
    scene.actor("b", () -> queue.add(2));
    scene.play();
  }

  @Program("wrong-result")
  static void offerIgnored(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Journal<Integer> taken = scene.journal();
    scene.actor(
        "producer",
        () -> {
          queue.offer(1);
          queue.offer(2);
          queue.put(-1);
        });
    scene.actor(
        "consumer",
        () -> {
          for (int item = queue.take(); item > 0; item = queue.take()) {
            taken.add(item);
          }
        });
    scene.play();
    scene.expect(taken.entries().size() == 2, Kind.WRONG_RESULT, "Got %s.", taken.entries());
  }

  /** The consumer polls with a time-out until it gets something. */
  @Program("passes")
  static void pollLoop(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    scene.actor(
        "consumer",
        () -> {
          Integer item = null;
          while (item == null) {
            item = queue.poll(50, TimeUnit.MILLISECONDS);
          }
          scene.expect(item == 1, Kind.WRONG_RESULT, "Got %d.", item);
        });
    scene.actor("producer", () -> queue.put(1));
    scene.play();
  }

  @Program("wrong-result")
  static void pollTooShort(Scene scene) {
    pollOnce(scene, 50);
  }

  @Program("passes")
  static void pollLongEnough(Scene scene) {
    pollOnce(scene, 5000);
  }

  private static void pollOnce(Scene scene, int millis) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    scene.actor(
        "consumer",
        () ->
            scene.expect(
                queue.poll(millis, TimeUnit.MILLISECONDS) != null, Kind.WRONG_RESULT, "Nothing."));
    scene.actor("producer", () -> queue.put(1));
    scene.play();
  }

  @Program("wrong-result")
  static void offerWithATimeOutDrops(Scene scene) {
    offers(scene, false);
  }

  @Program("passes")
  static void offerWithATimeOutAndRetry(Scene scene) {
    offers(scene, true);
  }

  private static void offers(Scene scene, boolean again) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Journal<Integer> taken = scene.journal();
    scene.actor(
        "producer",
        () -> {
          for (int item : new int[] {1, 2}) {
            boolean accepted = queue.offer(item, 10, TimeUnit.MILLISECONDS);
            while (again && !accepted) {
              accepted = queue.offer(item, 10, TimeUnit.MILLISECONDS);
            }
          }
          queue.put(-1);
        });
    scene.actor(
        "consumer",
        () -> {
          for (int item = queue.take(); item > 0; item = queue.take()) {
            taken.add(item);
          }
        });
    scene.play();
    scene.expect(
        taken.entries().equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", taken.entries());
  }

  @Program("passes")
  static void interruptedTakeTakesNothing(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Journal<Integer> taken = scene.journal();
    Actor consumer =
        scene.actor(
            "consumer",
            () -> {
              try {
                taken.add(queue.take());
              } catch (InterruptedException expected) {
                // The item, if there is one, stays.
              }
            });
    scene.actor("producer", () -> queue.put(1));
    scene.actor("interrupter", consumer::interrupt);
    scene.play();
    scene.expect(queue.size() + taken.entries().size() == 1, Kind.WRONG_RESULT, "Lost or doubled.");
  }

  @Program("passes")
  static void transferWaitsForTheTaker(Scene scene) {
    TransferQueue<Integer> queue = new LinkedTransferQueue<>();
    Journal<String> journal = scene.journal();
    Actor giver =
        scene.actor(
            "giver",
            () -> {
              queue.transfer(1);
              journal.add("given");
            });
    scene.settle();
    scene.expect(!giver.hasEnded(), Kind.WRONG_RESULT, "Did not wait.");
    scene.actor("taker", queue::take);
    scene.play();
  }

  @Program("stuck")
  static void transferToNobody(Scene scene) {
    TransferQueue<Integer> queue = new LinkedTransferQueue<>();
    scene.actor("giver", () -> queue.transfer(1));
    scene.play();
  }

  @Program("passes")
  static void tryTransfer(Scene scene) {
    TransferQueue<Integer> queue = new LinkedTransferQueue<>();
    scene.actor(
        "giver",
        () ->
            scene.expect(
                !queue.tryTransfer(1, 10, TimeUnit.MILLISECONDS), Kind.WRONG_RESULT, "To whom?"));
    scene.play();
    scene.expect(queue.isEmpty(), Kind.WRONG_RESULT, "It stayed.");
  }

  private record Later(String name, long at) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Later) other).at);
    }
  }

  @Program("passes")
  static void delayQueue(Scene scene) {
    DelayQueue<Later> queue = new DelayQueue<>();
    scene.actor(
        "consumer",
        () -> {
          long before = System.nanoTime();
          String first = queue.take().name();
          String second = queue.take().name();
          scene.expect(first.equals("soon"), Kind.WRONG_RESULT, "First came %s.", first);
          scene.expect(second.equals("late"), Kind.WRONG_RESULT, "Then came %s.", second);
          scene.expect(
              System.nanoTime() - before >= 2_000_000_000L, Kind.WRONG_RESULT, "Too early.");
        });
    long now = System.nanoTime();
    queue.put(new Later("late", now + 3_000_000_000L));
    queue.put(new Later("soon", now + 1_000_000_000L));
    scene.play();
  }

  @Program("passes")
  static void workStealingDeque(Scene scene) {
    BlockingDeque<Integer> deque = new LinkedBlockingDeque<>(List.of(1, 2));
    Journal<Integer> taken = scene.journal();
    scene.actor("owner", () -> taken.add(deque.takeLast()));
    scene.actor("thief", () -> taken.add(deque.takeFirst()));
    scene.play();
    scene.expect(
        taken.entries().stream().sorted().toList().equals(List.of(1, 2)),
        Kind.WRONG_RESULT,
        "%s",
        taken.entries());
  }

  @Program("passes")
  static void concurrentLinkedQueue(Scene scene) {
    ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
    Journal<Integer> taken = scene.journal();
    scene.actor("a", () -> queue.add(1));
    scene.actor("b", () -> queue.add(2));
    scene.actor(
        "c",
        () -> {
          for (Integer item : queue) {
            taken.add(item);
          }
        });
    scene.play();
    scene.expect(queue.size() == 2, Kind.LOST_UPDATE, "Got %s.", queue);
  }

  @Program("exception")
  static void concurrentLinkedQueueCheckThenAct(Scene scene) {
    ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>(List.of(1));
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "consumer " + i,
          () -> {
            if (!queue.isEmpty()) {
              int item = queue.remove();
            }
          });
    }
    scene.play();
  }

  @Program("passes")
  static void concurrentLinkedDeque(Scene scene) {
    ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>();
    scene.actor("a", () -> deque.addFirst(1));
    scene.actor("b", () -> deque.addLast(2));
    scene.play();
    scene.expect(deque.equals(deque) && deque.size() == 2, Kind.LOST_UPDATE, "Got %s.", deque);
    scene.expect(deque.pollFirst() == 1, Kind.WRONG_RESULT, "Not in order.");
  }

  @Program("passes")
  static void queuePublishesItsElements(Scene scene) {
    BlockingQueue<List<Integer>> queue = new SynchronousQueue<>();
    scene.actor(
        "producer",
        () -> {
          List<Integer> list = new ArrayList<>();
          list.add(1);
          queue.put(list);
        });
    scene.actor(
        "consumer", () -> scene.expect(queue.take().get(0) == 1, Kind.WRONG_RESULT, "Not 1."));
    scene.play();
  }

  @Program("data-race")
  static void changedAfterItWasSent(Scene scene) {
    BlockingQueue<List<Integer>> queue = new LinkedBlockingQueue<>();
    scene.actor(
        "producer",
        () -> {
          List<Integer> list = new ArrayList<>();
          queue.put(list);
          list.add(1);
        });
    scene.actor("consumer", () -> queue.take().isEmpty());
    scene.play();
  }

  @Program("passes")
  static void drainTo(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
    List<Integer> drained = new ArrayList<>();
    scene.actor(
        "producer",
        () -> {
          queue.put(1);
          queue.put(2);
        });
    scene.actor(
        "consumer",
        () -> {
          while (drained.size() < 2) {
            drained.add(queue.take());
            queue.drainTo(drained);
          }
        });
    scene.play();
    scene.expect(drained.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", drained);
  }

  /**
   * A producer that goes on until it is stopped: endless for the explorer, but somebody ends it.
   */
  @Program("passes")
  static void endlessProducerIsStopped(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Thread producer =
        new Thread(
            () -> {
              try {
                for (int i = 0; ; i++) {
                  queue.put(i);
                }
              } catch (InterruptedException stopped) {
                // The end.
              }
            });
    scene.actor("consumer", () -> scene.expect(queue.take() == 0, Kind.WRONG_RESULT, "Not 0."));
    scene.actor("starter", producer::start);
    scene.play();
    producer.interrupt();
    scene.awaitNoThreads("The producer goes on.");
  }

  private static final class Stop {
    volatile boolean set;
  }

  @Program("passes")
  static void endlessProducerSeesAFlag(Scene scene) {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Stop stop = new Stop();
    scene.actor(
        "producer",
        () -> {
          int i = 0;
          while (!stop.set) {
            queue.put(i++);
          }
          queue.put(-1);
        });
    scene.actor("stopper", () -> stop.set = true);
    scene.actor(
        "consumer",
        () -> {
          int expected = 0;
          for (int item = queue.take(); item >= 0; item = queue.take()) {
            scene.expect(item == expected++, Kind.WRONG_RESULT, "Got %d.", item);
          }
        });
    scene.play();
  }

  @Program("stuck")
  static void endlessProducerMissesTheFlagWhileItWaits(Scene scene) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    Stop stop = new Stop();
    scene.actor(
        "producer",
        () -> {
          while (!stop.set) {
            queue.put(1);
          }
        });
    scene.actor("stopper", () -> stop.set = true);
    scene.actor(
        "consumer",
        () -> {
          while (!stop.set) {
            queue.take();
          }
        });
    scene.play();
  }
}
