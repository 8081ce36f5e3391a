package racecourse.engine.fuzz;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Finding;
import racecourse.engine.run.Job;
import racecourse.engine.scene.Exercise;

/**
 * Plays single rounds and keeps them from disturbing each other. Static state of the student's
 * lives on for some rounds, on purpose: code may be right the first time only. Used by one thread.
 */
final class Rounds {
  /** Rounds in one world. */
  private static final int TOGETHER = 120;

  /** So many threads left by earlier rounds are too many to go on with. */
  private static final int TOO_MANY = 400;

  /** Fewer of those that look again and again whether there is something to do: they take cores. */
  private static final int TOO_MANY_RESTLESS = 8;

  private static final Duration FIRST_LOOK = Duration.ofMillis(30);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration SLOW_LOOK = Duration.ofMillis(20);
  private static final int QUICK_LOOKS = 20;
  private static final Duration LATER = Duration.ofMillis(20);
  private static final Duration LATEST = Duration.ofSeconds(2);

  private final Job job;
  private final Limits limits;
  private final Places places;
  private final Rewritten pointed;
  private final Rewritten bare;
  private final RunThreads threads;
  private final StudentGroup group;
  private String asked = "";

  /** How long the first round of the question took; zero before it. */
  private Duration usual = Duration.ZERO;

  private Sites sites = new Sites(0);
  private @Nullable World pointedWorld;
  private @Nullable World bareWorld;

  /** What came of a round. */
  sealed interface Outcome {}

  /** Nothing wrong. */
  record Fine() implements Outcome {}

  /** Something wrong. */
  record Failed(Finding finding) implements Outcome {}

  /** The kit itself failed. */
  record KitFault(String reason) implements Outcome {}

  /** Hears of threads that die. */
  private static final class StudentGroup extends ThreadGroup {
    private volatile @Nullable RealScene scene;

    StudentGroup() {
      super("students");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      RealScene now = scene;
      if (now != null) {
        now.died(thread, thrown);
      }
    }
  }

  Rounds(Job job, Limits limits) {
    this.job = job;
    this.limits = limits;
    this.places = new Places(job.studentPackage());
    this.pointed = new Rewritten(job, false);
    this.bare = new Rewritten(job, true);
    this.threads = new RunThreads();
    this.group = new StudentGroup();
  }

  /**
   * The exercise, as data.
   *
   * @throws ReflectiveOperationException if the grader cannot be made
   */
  Exercise exercise() throws ReflectiveOperationException {
    return world(false).exercise();
  }

  /**
   * Plays one round.
   *
   * @param number the round's number, from 0; it decides, with the job's seed, how threads are
   *     disturbed
   * @throws ReflectiveOperationException if the grader cannot be made
   * @throws InterruptedException if the calling thread is interrupted
   */
  Outcome play(String check, String question, int number)
      throws ReflectiveOperationException, InterruptedException {
    long seed = Dice.seed(job.seed(), check.hashCode(), question.hashCode(), number);
    String asking = check + "/" + question;
    if (!asking.equals(asked)) {
      asked = asking;
      sites = new Sites(Dice.seed(job.seed(), asking.hashCode()));
      usual = Duration.ZERO;
    }
    Style style = Style.ofRound(number, pointed.spins() || bare.spins(), sites.starts());
    World world = world(style.isPlain());
    world.points().begin(style, sites, late().toNanos(), seed);
    threads.beginRound();
    long begin = System.nanoTime();
    RealScene scene =
        new RealScene(
            threads,
            world.points(),
            group,
            places,
            limits,
            style,
            Dice.seed(seed, 1),
            world.scenario(check, question));
    group.scene = scene;
    scene.begin();
    watch(scene);
    Set<Thread> cast = scene.close();
    usual = usual.isZero() ? Duration.ofNanos(System.nanoTime() - begin) : usual;
    boolean failed = scene.failure().isPresent() || scene.fault().isPresent();
    if (failed
        || world.used() >= TOGETHER
        || threads.alive().size() > TOO_MANY
        || threads.restless() > TOO_MANY_RESTLESS) {
      close();
    }
    threads.leaveBehind(cast);
    if (scene.fault().isPresent()) {
      return new KitFault("The scenario " + question + " failed by itself: " + scene.fault().get());
    }
    return scene.failure().<Outcome>map(Failed::new).orElseGet(Fine::new);
  }

  /** Later than all is over that nobody has to wait for, as far as that can be told beforehand. */
  private Duration late() {
    Duration late = usual.plus(usual.dividedBy(4)).plus(LATER);
    return late.compareTo(LATEST) > 0 ? LATEST : late;
  }

  private void watch(RealScene scene) throws InterruptedException {
    if (scene.awaitOver(FIRST_LOOK)) {
      return;
    }
    HangWatch watch = new HangWatch(threads, scene, places, limits);
    for (int looks = 0; !scene.awaitOver(looks < QUICK_LOOKS ? LOOK : SLOW_LOOK); looks++) {
      watch.look().ifPresent(scene::failed);
    }
  }

  private World world(boolean plain) throws ReflectiveOperationException {
    World world = plain ? bareWorld : pointedWorld;
    if (world == null) {
      world = new World(job, plain ? bare : pointed);
      if (plain) {
        bareWorld = world;
      } else {
        pointedWorld = world;
      }
    }
    return world;
  }

  /** Leaves both worlds, and all that still runs in them. */
  void close() {
    for (World world : new World[] {pointedWorld, bareWorld}) {
      if (world != null) {
        world.abandon();
      }
    }
    Set<Thread> behind = threads.alive();
    behind.forEach(Thread::interrupt);
    threads.leaveBehind(behind);
    pointedWorld = null;
    bareWorld = null;
  }
}
