package racecourse.programs;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.StringJoiner;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Scene;

/** Less usual classes of the JDK that students come by. */
final class Others {
  private Others() {}

  private enum Side {
    LEFT,
    RIGHT
  }

  private static void both(Scene scene, Act one, Act other) {
    scene.actor("one", one);
    scene.actor("other", other);
    scene.play();
  }

  private static void locked(Scene scene, Act one, Act other) {
    Object lock = new Object();
    both(
        scene,
        () -> {
          synchronized (lock) {
            one.run();
          }
        },
        () -> {
          synchronized (lock) {
            other.run();
          }
        });
  }

  @Program("data-race")
  static void twoBitsOfOneSet(Scene scene) {
    BitSet bits = new BitSet();
    both(scene, () -> bits.set(1), () -> bits.set(2));
  }

  @Program("passes")
  static void twoBitsUnderALock(Scene scene) {
    BitSet bits = new BitSet();
    locked(scene, () -> bits.set(1), () -> bits.set(2));
    scene.expect(bits.cardinality() == 2, Kind.WRONG_RESULT, "%s", bits);
  }

  @Program("data-race")
  static void twoEntriesOfALinkedMap(Scene scene) {
    Map<String, String> map = new LinkedHashMap<>();
    both(scene, () -> map.put("a", "1"), () -> map.put("b", "2"));
  }

  @Program("data-race")
  static void twoEntriesOfAWeakMap(Scene scene) {
    Map<String, String> map = new WeakHashMap<>();
    both(scene, () -> map.put("a", "1"), () -> map.put("b", "2"));
  }

  @Program("passes")
  static void twoEntriesOfAWeakMapUnderALock(Scene scene) {
    Map<String, String> map = new WeakHashMap<>();
    locked(scene, () -> map.put("a", "1"), () -> map.put("b", "2"));
  }

  @Program("data-race")
  static void twoEntriesOfAnIdentityMap(Scene scene) {
    Map<String, String> map = new IdentityHashMap<>();
    both(scene, () -> map.put("a", "1"), () -> map.put("b", "2"));
  }

  @Program("data-race")
  static void twoEntriesOfAnEnumMap(Scene scene) {
    Map<Side, String> map = new EnumMap<>(Side.class);
    both(scene, () -> map.put(Side.LEFT, "1"), () -> map.put(Side.RIGHT, "2"));
  }

  @Program("data-race")
  static void twoOfALinkedSet(Scene scene) {
    LinkedHashSet<String> set = new LinkedHashSet<>();
    both(scene, () -> set.add("a"), () -> set.add("b"));
  }

  @Program("data-race")
  static void twoJoinStrings(Scene scene) {
    StringJoiner joiner = new StringJoiner(",");
    both(scene, () -> joiner.add("a"), () -> joiner.add("b"));
  }

  @Program("passes")
  static void propertiesAreSafe(Scene scene) {
    Properties properties = new Properties();
    both(scene, () -> properties.setProperty("a", "1"), () -> properties.setProperty("b", "2"));
    scene.expect(properties.size() == 2, Kind.WRONG_RESULT, "%s", properties);
  }

  @Program("passes")
  static void oneRandomForAll(Scene scene) {
    Random random = new Random(1);
    both(scene, random::nextInt, random::nextInt);
  }

  @Program("passes")
  static void anUncaughtExceptionIsHandledOnItsThread(Scene scene) throws Exception {
    AtomicReference<Throwable> caught = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("x");
            });
    thread.setUncaughtExceptionHandler((who, what) -> caught.set(what));
    thread.start();
    thread.join();
    scene.expect(caught.get() != null, Kind.WRONG_RESULT, "Nobody handled it.");
  }

  @Program("data-race")
  static void aHandlerTellsThroughAPlainField(Scene scene) throws Exception {
    int[] caught = new int[1];
    CountDownLatch never = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("x");
            });
    thread.setUncaughtExceptionHandler((who, what) -> caught[0]++);
    thread.start();
    never.await(1, TimeUnit.MILLISECONDS);
    scene.expect(caught[0] <= 1, Kind.WRONG_RESULT, "%d", caught[0]);
  }

  @Program("passes")
  static void threadsOfAGroup(Scene scene) throws Exception {
    int[] box = new int[1];
    ThreadGroup group = new ThreadGroup("workers");
    Thread thread = new Thread(group, () -> box[0]++, "worker");
    thread.start();
    thread.join();
    scene.expect(box[0] == 1, Kind.WRONG_RESULT, "%d", box[0]);
  }

  @Program("passes")
  static void aPublisherHandsOn(Scene scene) throws Exception {
    BlockingQueue<String> got = new ArrayBlockingQueue<>(4);
    SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 4);
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(String item) {
            got.add(item);
          }

          @Override
          public void onError(Throwable thrown) {}

          @Override
          public void onComplete() {
            got.add("end");
          }
        });
    scene.actor(
        "producer",
        () -> {
          publisher.submit("a");
          publisher.close();
        });
    scene.actor(
        "consumer",
        () -> {
          String first = got.take();
          String second = got.take();
          scene.expect(
              first.equals("a") && second.equals("end"), Kind.WRONG_RESULT, "%s %s", first, second);
        });
    scene.play();
  }

  private static void named(Scene scene, boolean inTime) throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    Thread thread = new Thread(() -> seen.set(Thread.currentThread().getName()));
    if (inTime) {
      thread.setName("worker");
    }
    thread.start();
    thread.setName("worker");
    thread.join();
    scene.expect(seen.get().equals("worker"), Kind.WRONG_RESULT, "It ran as %s.", seen.get());
  }

  @Program("wrong-result")
  static void namedAfterItsStart(Scene scene) throws Exception {
    named(scene, false);
  }

  @Program("passes")
  static void namedBeforeItsStart(Scene scene) throws Exception {
    named(scene, true);
  }

  private static void handled(Scene scene, boolean inTime) throws Exception {
    AtomicReference<Throwable> caught = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("x");
            });
    if (inTime) {
      thread.setUncaughtExceptionHandler((who, what) -> caught.set(what));
    }
    thread.start();
    thread.setUncaughtExceptionHandler((who, what) -> caught.set(what));
    thread.join();
    scene.expect(caught.get() != null, Kind.WRONG_RESULT, "Nobody handled it.");
  }

  @Program("wrong-result")
  static void handlerSetAfterTheStart(Scene scene) throws Exception {
    handled(scene, false);
  }

  @Program("passes")
  static void handlerSetBeforeTheStart(Scene scene) throws Exception {
    handled(scene, true);
  }

  /** One holds a lock while it sleeps for 55 seconds; the other looks every 100 microseconds. */
  private static void pollsThroughASleep(Scene scene, boolean givenBack) {
    AtomicBoolean busy = new AtomicBoolean();
    scene.actor(
        "sleeper",
        () -> {
          while (!busy.compareAndSet(false, true)) {
            LockSupport.parkNanos(100_000);
          }
          Thread.sleep(55_000);
          busy.set(!givenBack);
        });
    scene.actor(
        "poller",
        () -> {
          while (!busy.compareAndSet(false, true)) {
            LockSupport.parkNanos(100_000);
          }
          busy.set(false);
        });
    scene.play();
  }

  @Program("passes")
  static void pollsUntilItIsGivenBack(Scene scene) {
    pollsThroughASleep(scene, true);
  }

  @Program("livelock")
  static void pollsThoughItIsNeverGivenBack(Scene scene) {
    pollsThroughASleep(scene, false);
  }

  /** Somebody looks at the clock every 100 microseconds, until a month has passed. */
  @Program("passes")
  static void looksAtTheClockForAMonth(Scene scene) {
    scene.actor(
        "looker",
        () -> {
          long begun = System.nanoTime();
          while (System.nanoTime() - begun < TimeUnit.DAYS.toNanos(30)) {
            LockSupport.parkNanos(100_000);
          }
        });
    scene.play();
  }

  private static void looksAtTheState(Scene scene, Predicate<Thread.State> far)
      throws InterruptedException {
    int[] cell = new int[1];
    Thread thread = new Thread(() -> cell[0] = 1);
    thread.start();
    scene.actor(
        "looker",
        () -> {
          while (!far.test(thread.getState())) {
            Thread.sleep(1);
          }
          cell[0]++;
        });
    scene.play();
    thread.join();
  }

  /** Whoever detects the end of a thread, however he does so, sees all it has done. */
  @Program("passes")
  static void writesWhenTheStateIsTerminated(Scene scene) throws InterruptedException {
    looksAtTheState(scene, state -> state == Thread.State.TERMINATED);
  }

  @Program("data-race")
  static void writesWhenTheStateIsNotNew(Scene scene) throws InterruptedException {
    looksAtTheState(scene, state -> state != Thread.State.NEW);
  }

  private static void asksTwice(Scene scene, boolean interrupted) throws InterruptedException {
    AtomicBoolean consistent = new AtomicBoolean(true);
    Thread asker = new Thread(() -> consistent.set(Thread.interrupted() || !Thread.interrupted()));
    asker.start();
    if (interrupted) {
      scene.actor("interrupter", asker::interrupt);
    }
    scene.play();
    asker.join();
    scene.expect(
        consistent.get(), Kind.WRONG_RESULT, "First it was not interrupted, and then it was.");
  }

  @Program("wrong-result")
  static void interruptedBetweenTwoLooks(Scene scene) throws InterruptedException {
    asksTwice(scene, true);
  }

  @Program("passes")
  static void looksTwiceAndNobodyInterrupts(Scene scene) throws InterruptedException {
    asksTwice(scene, false);
  }
}
