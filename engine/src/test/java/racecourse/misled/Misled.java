package racecourse.misled;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/** Programs that are wrong for one reason each, and near misses. */
final class Misled {
  private Misled() {}

  private interface Counter {
    void increment() throws Exception;

    int value();
  }

  private static void count(Scene scene, Counter counter) {
    for (int i = 1; i <= 2; i++) {
      scene.actor("worker " + i, counter::increment);
    }
    scene.play();
    scene.expect(counter.value() == 2, Kind.LOST_UPDATE, "%d, not 2.", counter.value());
  }

  @Named("volatile-is-not-atomic")
  static final class VolatileIncrement implements Counter {
    private volatile int value;

    @Override
    public void increment() {
      value++;
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new VolatileIncrement());
    }
  }

  /** A lost update of a volatile variable, but something else in the code is meant to order. */
  @Named("")
  static final class VolatileBesideALock implements Counter {
    private final Lock lock = new ReentrantLock();
    private volatile int value;

    @Override
    public void increment() {
      if (lock.tryLock()) {
        lock.unlock();
      }
      value++;
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new VolatileBesideALock());
    }
  }

  @Named("no-lock")
  static final class Plain implements Counter {
    private int value;

    @Override
    public void increment() {
      value++;
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new Plain());
    }
  }

  @Named("atomic-get-then-set")
  static final class GetThenSet implements Counter {
    private final AtomicInteger value = new AtomicInteger();

    @Override
    public void increment() {
      value.set(value.get() + 1);
    }

    @Override
    public int value() {
      return value.get();
    }

    static void play(Scene scene) {
      count(scene, new GetThenSet());
    }
  }

  @Named("lock-per-call")
  static final class LockPerCall implements Counter {
    private volatile int value;

    @Override
    public void increment() {
      Lock lock = new ReentrantLock();
      lock.lock();
      try {
        value = value + 1;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new LockPerCall());
    }
  }

  /** Two locks too, but each is there for good: not one for each call. */
  @Named("")
  static final class TwoLocks {
    private final Lock one = new ReentrantLock();
    private final Lock other = new ReentrantLock();
    private volatile int value;

    void increment(Lock lock) {
      lock.lock();
      try {
        value = value + 1;
      } finally {
        lock.unlock();
      }
    }

    static void play(Scene scene) {
      TwoLocks two = new TwoLocks();
      scene.actor("one", () -> two.increment(two.one));
      scene.actor("other", () -> two.increment(two.other));
      scene.play();
      scene.expect(two.value == 2, Kind.WRONG_RESULT, "%d, not 2.", two.value);
    }
  }

  @Named("lock-per-thread")
  static final class LockPerThread implements Counter {
    private volatile int value;

    @Override
    public void increment() {
      synchronized (Thread.currentThread()) {
        value = value + 1;
      }
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new LockPerThread());
    }
  }

  @Named("write-under-read-lock")
  static final class ReadLock implements Counter {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile int value;

    @Override
    public void increment() {
      lock.readLock().lock();
      try {
        value = value + 1;
      } finally {
        lock.readLock().unlock();
      }
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new ReadLock());
    }
  }

  @Named("too-many-permits")
  static final class TwoPermits implements Counter {
    private final Semaphore turn = new Semaphore(2);
    private volatile int value;

    @Override
    public void increment() throws InterruptedException {
      turn.acquire();
      try {
        value = value + 1;
      } finally {
        turn.release();
      }
    }

    @Override
    public int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new TwoPermits());
    }
  }

  @Named("lock-not-held-long-enough")
  static final class TwoSections implements Counter {
    private int value;

    @Override
    public void increment() {
      int copy;
      synchronized (this) {
        copy = value;
      }
      synchronized (this) {
        value = copy + 1;
      }
    }

    @Override
    public synchronized int value() {
      return value;
    }

    static void play(Scene scene) {
      count(scene, new TwoSections());
    }
  }

  @Named("only-writers-lock")
  static final class OnlyWriters {
    private int value;

    synchronized void write() {
      value = 1;
    }

    int read() {
      return value;
    }

    static void play(Scene scene) {
      OnlyWriters object = new OnlyWriters();
      scene.actor("writer", object::write);
      scene.actor("reader", object::read);
      scene.play();
    }
  }

  @Named("read-after-release")
  static final class ReadAfterRelease {
    private int value;

    synchronized void write() {
      value = 1;
    }

    int read() {
      synchronized (this) {
        value = value + 0;
      }
      return value;
    }

    static void play(Scene scene) {
      ReadAfterRelease object = new ReadAfterRelease();
      scene.actor("writer", object::write);
      scene.actor("reader", object::read);
      scene.play();
    }
  }

  @Named("lock-order")
  static final class Orders {
    private final Lock a = new ReentrantLock();
    private final Lock b = new ReentrantLock();

    void forth() {
      a.lock();
      b.lock();
      b.unlock();
      a.unlock();
    }

    void back() {
      b.lock();
      a.lock();
      a.unlock();
      b.unlock();
    }

    static void play(Scene scene) {
      Orders orders = new Orders();
      scene.actor("forth", orders::forth);
      scene.actor("back", orders::back);
      scene.play();
    }
  }

  @Named("no-notify")
  static final class NoNotify {
    private boolean ready;

    synchronized void await() throws InterruptedException {
      while (!ready) {
        wait();
      }
    }

    synchronized void set() {
      ready = true;
    }

    static void play(Scene scene) {
      NoNotify object = new NoNotify();
      scene.actor("waiter", object::await);
      scene.actor("setter", object::set);
      scene.play();
    }
  }

  @Named("notify-wakes-one")
  static final class NotifyOne {
    private boolean ready;

    synchronized void await() throws InterruptedException {
      while (!ready) {
        wait();
      }
    }

    synchronized void set() {
      ready = true;
      notify();
    }

    static void play(Scene scene) {
      NotifyOne object = new NotifyOne();
      scene.actor("waiter 1", object::await);
      scene.actor("waiter 2", object::await);
      scene.actor("setter", object::set);
      scene.play();
    }
  }

  /** notify() with two waiters too, but there is news for one only: it is nobody's mistake here. */
  @Named("")
  static final class OneItemForTwo {
    private int items;

    synchronized void take() throws InterruptedException {
      while (items == 0) {
        wait();
      }
      items--;
    }

    synchronized void put() {
      items++;
      notify();
    }

    static void play(Scene scene) {
      OneItemForTwo object = new OneItemForTwo();
      scene.actor("taker 1", object::take);
      scene.actor("taker 2", object::take);
      scene.actor("setter", object::put);
      scene.play();
    }
  }

  @Named("if-instead-of-while")
  static final class IfAroundWait {
    private boolean ready;

    synchronized boolean await() throws InterruptedException {
      if (!ready) {
        wait();
      }
      return ready;
    }

    synchronized void set() {
      ready = true;
      notifyAll();
    }

    static void play(Scene scene) {
      IfAroundWait object = new IfAroundWait();
      scene.actor(
          "waiter",
          () -> scene.expect(object.await(), Kind.WRONG_RESULT, "It returned too early."));
      scene.actor("setter", object::set);
      scene.play();
    }
  }

  @Named("signals-wrong-condition")
  static final class WrongCondition {
    private final Lock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Condition empty = lock.newCondition();
    private boolean there;

    void take() throws InterruptedException {
      lock.lock();
      try {
        while (!there) {
          full.await();
        }
      } finally {
        lock.unlock();
      }
    }

    void put() {
      lock.lock();
      try {
        there = true;
        empty.signal();
      } finally {
        lock.unlock();
      }
    }

    static void play(Scene scene) {
      WrongCondition object = new WrongCondition();
      scene.actor("taker", object::take);
      scene.actor("putter", object::put);
      scene.play();
    }
  }

  @Named("nested-monitor")
  static final class Nested {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    synchronized void put() throws InterruptedException {
      queue.put("");
    }

    synchronized void take() throws InterruptedException {
      queue.take();
    }

    static void play(Scene scene) {
      Nested object = new Nested();
      scene.actor("taker", object::take);
      scene.actor("putter", object::put);
      scene.play();
    }
  }

  /** The same two wait, but because one who was interrupted has taken the signal with it. */
  @Named("")
  static final class NestedAfterAnInterrupt {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    synchronized void put() throws InterruptedException {
      queue.put("");
    }

    synchronized void take() throws InterruptedException {
      queue.take();
    }

    static void play(Scene scene) {
      NestedAfterAnInterrupt object = new NestedAfterAnInterrupt();
      scene.actor("taker", object::take);
      scene.actor("putter", object::put);
      scene.settle();
      scene.fail(
          Kind.STUCK, "Of two threads that wait one was interrupted, and the other still waits.");
    }
  }

  @Named("rendezvous")
  static final class NoRoom {
    private final BlockingQueue<String> queue = new SynchronousQueue<>();

    static void play(Scene scene) {
      NoRoom object = new NoRoom();
      scene.actor("putter", () -> object.queue.put(""));
      scene.play();
    }
  }

  /** put() waits for ever here too, but in a queue that has room for one. */
  @Named("")
  static final class NoMoreRoom {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    static void play(Scene scene) {
      NoMoreRoom object = new NoMoreRoom();
      scene.actor(
          "putter",
          () -> {
            object.queue.put("");
            object.queue.put("");
          });
      scene.play();
    }
  }

  @Named("result-ignored")
  static final class OfferIgnored {
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

    void put(String message) {
      queue.offer(message);
    }

    static void play(Scene scene) {
      OfferIgnored object = new OfferIgnored();
      scene.actor(
          "putter",
          () -> {
            object.put("tea");
            object.put("rice");
          });
      scene.play();
      scene.expect(object.queue.size() == 2, Kind.WRONG_RESULT, "One is lost.");
    }
  }

  @Named("signal-without-lock")
  static final class NotifyWithoutLock {
    static void play(Scene scene) {
      Object object = new Object();
      scene.actor(
          "notifier",
          () -> {
            object.notifyAll();
          });
      scene.play();
    }
  }

  @Named("check-then-act")
  static final class LookThenSet {
    private volatile boolean taken;
    private final AtomicInteger inside = new AtomicInteger();

    void enter() {
      if (!taken) {
        taken = true;
        inside.incrementAndGet();
      }
    }

    static void play(Scene scene) {
      LookThenSet object = new LookThenSet();
      scene.actor("one", object::enter);
      scene.actor("other", object::enter);
      scene.play();
      scene.expect(object.inside.get() == 1, Kind.WRONG_RESULT, "Both are in.");
    }
  }

  /** Two accounts give to a third one at the same time, and each locks itself. */
  private static void giveToOne(Scene scene, Supplier<? extends Giving> make) {
    Giving one = make.get();
    Giving other = make.get();
    Giving third = make.get();
    scene.actor("one", () -> one.giveTo(third));
    scene.actor("other", () -> other.giveTo(third));
    scene.play();
    scene.expect(third.cents() == 2, Kind.LOST_UPDATE, "One of the two is lost.");
  }

  private interface Giving {
    void giveTo(Giving third);

    int cents();
  }

  @Named("locks-another-object")
  static final class LocksTheGiver implements Giving {
    private volatile int cents;

    @Override
    public void giveTo(Giving third) {
      synchronized (this) {
        LocksTheGiver to = (LocksTheGiver) third;
        to.cents = to.cents + 1;
      }
    }

    @Override
    public int cents() {
      return cents;
    }

    static void play(Scene scene) {
      giveToOne(scene, LocksTheGiver::new);
    }
  }

  /** Here, too, two objects are locked; but they do not have the field that is changed. */
  @Named("")
  static final class LocksAnotherClass implements Giving {
    private final Object lock = new Object();
    private volatile int cents;

    @Override
    public void giveTo(Giving third) {
      synchronized (lock) {
        LocksAnotherClass to = (LocksAnotherClass) third;
        to.cents = to.cents + 1;
      }
    }

    @Override
    public int cents() {
      return cents;
    }

    static void play(Scene scene) {
      giveToOne(scene, LocksAnotherClass::new);
    }
  }

  @Named("gives-up")
  static final class TriesOnce {
    private final Semaphore lock = new Semaphore(1);
    private volatile int value;

    void increment() {
      if (lock.tryAcquire()) {
        value = value + 1;
        lock.release();
      }
    }

    static void play(Scene scene) {
      TriesOnce object = new TriesOnce();
      scene.actor("one", object::increment);
      scene.actor("other", object::increment);
      scene.play();
      scene.expect(object.value == 2, Kind.LOST_UPDATE, "One of the two is lost.");
    }
  }

  /**
   * poll() comes back empty-handed here as well, but that only means that nobody is to be woken.
   */
  @Named("")
  static final class NobodyToWake {
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();
    private int done;

    void done() {
      Thread waiter = waiters.poll();
      if (waiter != null) {
        LockSupport.unpark(waiter);
      }
    }

    static void play(Scene scene) {
      NobodyToWake object = new NobodyToWake();
      scene.actor("one", object::done);
      scene.play();
      scene.expect(object.done == 1, Kind.WRONG_RESULT, "It was done once, but counts 0.");
    }
  }

  @Named("thread-local-state")
  static final class OnlyForMe {
    private final ThreadLocal<Integer> value = ThreadLocal.withInitial(() -> 0);

    void increment() {
      value.set(value.get() + 1);
    }

    static void play(Scene scene) {
      OnlyForMe object = new OnlyForMe();
      scene.actor("one", object::increment);
      scene.play();
      scene.expect(object.value.get() == 1, Kind.WRONG_RESULT, "After one increment it is 0.");
    }
  }

  /** It has a ThreadLocal, but what is wrong is in a variable that all threads see. */
  @Named("")
  static final class OnlyTheNumberIsMine {
    private final ThreadLocal<Integer> mine = ThreadLocal.withInitial(() -> 0);
    private final AtomicInteger value = new AtomicInteger();

    void increment() {
      mine.set(mine.get() + 1);
      value.set(2 * mine.get());
    }

    static void play(Scene scene) {
      OnlyTheNumberIsMine object = new OnlyTheNumberIsMine();
      scene.actor("one", object::increment);
      scene.play();
      scene.expect(object.value.get() == 1, Kind.WRONG_RESULT, "After one increment it is 2.");
    }
  }

  /**
   * Each field is volatile, and nothing keeps the two together: no lock and no flag lets one in.
   */
  @Named("")
  static final class LeastOfTwoFields {
    private volatile int least = Integer.MAX_VALUE;
    private volatile String whose = "";

    void offer(int number, String name) {
      if (number < least) {
        least = number;
        whose = name;
      }
    }

    static void play(Scene scene) {
      LeastOfTwoFields object = new LeastOfTwoFields();
      scene.actor("one", () -> object.offer(1, "one"));
      scene.actor("two", () -> object.offer(2, "two"));
      scene.play();
      scene.expect(
          object.whose.equals("one"), Kind.WRONG_RESULT, "The least is one's, but two has it.");
    }
  }

  @Named("write-after-release")
  static final class NameBehindTheFlag {
    private volatile boolean taken;
    private volatile String whose = "";

    void offer(String name) {
      if (!taken) {
        taken = true;
        whose = name;
      }
    }

    String whose() {
      return taken ? whose : "nobody";
    }

    static void play(Scene scene) {
      NameBehindTheFlag object = new NameBehindTheFlag();
      Journal<String> seen = scene.journal();
      scene.actor("one", () -> object.offer("one"));
      scene.actor("reader", () -> seen.add(object.whose()));
      scene.play();
      scene.expect(
          !seen.entries().get(0).isEmpty(), Kind.WRONG_RESULT, "It is taken, but by no one.");
    }
  }
}
