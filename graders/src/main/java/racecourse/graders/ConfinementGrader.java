package racecourse.graders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import racecourse.confinement.CounterService;
import racecourse.engine.diagnose.Explains;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Actor;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Gate;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Journal;
import racecourse.engine.scene.Scene;

/**
 * Asks whether every increment is counted and printed once, by one thread that nobody has to wait
 * for, and whether join() and close() know when that is done.
 *
 * <p>Not asked, because the contract promises nothing about it: a printer that throws, join() and
 * close() called by the printer itself, close() called twice, whether join() also waits for
 * increments that come while it waits, what count() says of increments that join() has not waited
 * for (but it never says more than were asked for, and never less than before), and whether
 * increment() of an interrupted thread throws something; if it returns, it counts.
 *
 * <p>vmlens is not asked: it does not stand blocking queues, which nearly everybody uses here.
 */
public final class ConfinementGrader implements Grader, Explains {
  // Sentences by which ConfinementMistakes knows a failure, too.
  static final String LIVES_ON = "The service is closed, but a thread that it started lives on.";
  static final String TAKES_MORE =
      "The service is closed, so increment() has to throw an IllegalStateException, but it returned.";
  static final String ANOTHER_EXCEPTION =
      "The service is closed, so increment() has to throw an IllegalStateException, but it threw %s.";
  static final String ANOTHER_COUNT = "After %s count() is %d, but it should be %d.";
  static final String NOT_TOLD =
      "A thread was interrupted while it had to wait in join(), so it has to get an InterruptedException, but join() %s.";
  static final String STILL_WAITS =
      "A thread was interrupted while it waited in join(), but it still waits.";
  static final String SEVERAL_OWNERS =
      "Only one thread may ever call the printer, but when %s, %d did.";
  static final String ANOTHER_LINE = "After %s line %d has to be %s, but it is %s.";
  static final String DOES_NOT_RETURN =
      "The printer takes its time with the first line, and after %d calls increment() does not return; it has to return at"
          + " once.";

  private static final String DASHES = "---------------";
  private static final String INTERRUPTED = "an InterruptedException";

  /** Makes the grader; it has no state. */
  public ConfinementGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("confinement", 12, "A counter and a printer of their own")
        .types("CounterService")
        .check(
            Check.named("counts-and-prints", "counts each increment and prints its two lines")
                .points(4)
                .askWithoutVmlens("some-increments", ConfinementGrader::someIncrements)
                .askWithoutVmlens("none", ConfinementGrader::none)
                .askWithoutVmlens("two-services", ConfinementGrader::twoServices)
                .hint("What happens to an increment, step by step, and on which thread?")
                .hint(
                    "One thread takes increments out of a queue and counts; it puts what is to be printed into another one.")
                .hint(
                    "For each increment both lines, one after the other, before the lines of the next one."))
        .check(
            Check.named("returns-at-once", "returns from increment() however slow the printer is")
                .points(3)
                .askWithoutVmlens("many-while-held", ConfinementGrader::manyWhileHeld)
                .askSparingly("a-thousand", 2, ConfinementGrader::aThousand)
                .askWithoutVmlens("by-the-printer", ConfinementGrader::byThePrinter)
                .hint("Who is on the phone with the printer while you call increment()?")
                .hint("put() on a full queue waits. How many increments can there be?")
                .hint(
                    "increment() only puts something into a queue without a bound, and holds no lock that is held during a"
                        + " call of the printer."))
        .check(
            Check.named("one-printer-thread", "calls the printer always from the same thread")
                .points(2)
                .needs("counts-and-prints")
                .askWithoutVmlens("two-incrementers", ConfinementGrader::twoIncrementers)
                .ask(
                    "idle-in-between",
                    EnumSet.of(EngineId.EXPLORER),
                    ConfinementGrader::idleInBetween)
                .hint("Which thread calls printer.accept()? Could it be two different ones?")
                .hint("Some pools send a thread home that has had nothing to do for a while.")
                .hint("Start one thread in the constructor, and let nobody else call the printer."))
        .check(
            Check.named("loses-none", "counts all the increments of several threads")
                .points(3)
                .needs("counts-and-prints")
                .askWithoutVmlens("two-threads", ConfinementGrader::twoThreads)
                .askWithoutVmlens("a-reader-beside", ConfinementGrader::aReaderBeside)
                .hint("Which thread does the adding, and which threads read the result?")
                .hint(
                    "What only one thread writes needs no lock for the writing. Whoever reads it must see it nevertheless.")
                .hint("Let the counting thread alone write, into a volatile field."))
        .check(
            Check.named("join-waits", "waits in join() until both lines are printed")
                .points(4)
                .needs("counts-and-prints")
                .askWithoutVmlens("held-at-the-count", ConfinementGrader::heldAtTheCount)
                .askWithoutVmlens("two-joiners", ConfinementGrader::twoJoiners)
                .askWithoutVmlens("what-was-printed", ConfinementGrader::whatWasPrinted)
                .askWithoutVmlens("join-between", ConfinementGrader::joinBetween)
                .ask("slow-printer", EnumSet.of(EngineId.EXPLORER), ConfinementGrader::slowPrinter)
                .hint("When is an increment out of your queues, and when is it printed?")
                .hint(
                    "An empty queue says that somebody has taken the last one, not that he has finished with it.")
                .hint(
                    "Count what was accepted and what was printed to the end, under one lock, and wait until they agree."))
        .check(
            Check.named("join-answers-an-interrupt", "ends join() when its caller is interrupted")
                .points(2)
                .needs("join-waits")
                .askWithoutVmlens("interrupted-joiner", ConfinementGrader::interruptedJoiner)
                .hint("Which ways of waiting end when the thread is interrupted?")
                .hint(
                    "Let the InterruptedException out, and leave the two threads and all others alone."))
        .check(
            Check.named("close-finishes", "finishes in close() what was accepted, and ends")
                .points(4)
                .needs("counts-and-prints")
                .askWithoutVmlens("closed-empty", ConfinementGrader::closedEmpty)
                .askWithoutVmlens("closed-at-once", ConfinementGrader::closedAtOnce)
                .askWithoutVmlens("closed-while-held", ConfinementGrader::closedWhileHeld)
                .askWithoutVmlens("used-when-closed", ConfinementGrader::usedWhenClosed)
                .askWithoutVmlens("joined-when-closed", ConfinementGrader::joinedWhenClosed)
                .hint(
                    "Both threads wait for work. How do they learn that none will come, and when may they go?")
                .hint(
                    "An interrupt comes at once. A last element in the queue comes when all before it are done.")
                .hint(
                    "Put an end mark into the first queue; the counter hands it on to the second one; then join both threads."))
        .check(
            Check.named(
                    "close-at-any-moment",
                    "counts exactly what it accepted, whatever the moment of close()")
                .points(3)
                .needs("close-finishes")
                .askWithoutVmlens("increment-and-close", ConfinementGrader::incrementAndClose)
                .askWithoutVmlens("join-and-close", ConfinementGrader::joinAndClose)
                .askWithoutVmlens("interrupted-closer", ConfinementGrader::interruptedCloser)
                .askWithoutVmlens(
                    "interrupted-incrementer", ConfinementGrader::interruptedIncrementer)
                .hint(
                    "increment() has seen that the service is open. Then it is closed. Then increment() goes on. And now?")
                .hint(
                    "put() throws when the thread is interrupted, also if there is room. What becomes of that increment?")
                .hint(
                    "Look whether it is open, and put the increment into the queue, under one lock, with add(); the end mark"
                        + " under the same lock."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return ConfinementMistakes.all();
  }

  // Counting and printing.

  private static void someIncrements(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    int count = scene.scale(2, 30);
    for (int i = 0; i < count; i++) {
      service.increment();
    }
    service.join();
    expectPrinted(scene, lines, count, count + " increments and join()");
    expectCount(scene, service, count, count + " increments and join()");
  }

  private static void none(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    expectCount(scene, service, 0, "no increment");
    service.join();
    expectPrinted(scene, lines, 0, "no increment");
    expectCount(scene, service, 0, "no increment and join()");
  }

  private static void twoServices(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    Journal<String> others = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    CounterService other = new CounterService(line -> others.add(line));
    service.increment();
    service.join();
    other.increment();
    service.increment();
    service.join();
    other.join();
    expectPrinted(scene, lines, 2, "two increments of one service and one of another, each joined");
    expectPrinted(scene, others, 1, "one increment of one service and two of another, each joined");
    expectCount(scene, service, 2, "two increments of one service and one of another, each joined");
    expectCount(scene, other, 1, "one increment of one service and two of another, each joined");
  }

  // Returning at once.

  private static void manyWhileHeld(Scene scene) throws InterruptedException {
    incrementsWhileHeld(scene, scene.scale(30, 60));
  }

  /** More than a bound that somebody may think is no bound. */
  private static void aThousand(Scene scene) throws InterruptedException {
    incrementsWhileHeld(scene, 1_100);
  }

  private static void incrementsWhileHeld(Scene scene, int count) throws InterruptedException {
    Gate gate = scene.held();
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              lines.add(line);
              gate.pass();
            });
    Journal<Integer> done = scene.journal();
    Actor incrementer =
        scene.actor(
            "incrementer",
            () -> {
              for (int i = 1; i <= count; i++) {
                service.increment();
                done.add(i);
              }
            });
    scene.settle();
    scene.expect(incrementer.hasEnded(), Kind.WRONG_RESULT, DOES_NOT_RETURN, done.entries().size());
    gate.open();
    service.join();
    expectPrinted(scene, lines, count, count + " increments and join()");
  }

  /** The printer may call increment() too, and must not wait for itself. */
  private static void byThePrinter(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    Journal<CounterService> self = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              lines.add(line);
              if (lines.entries().size() == 1) {
                self.entries().get(0).increment();
              }
            });
    self.add(service);
    service.increment();
    // The second increment is accepted while the first one is printed, so the second join() knows
    // of it.
    service.join();
    service.join();
    expectPrinted(
        scene, lines, 2, "one increment, another one by the printer itself, and join() twice");
  }

  // One thread.

  private static void twoIncrementers(Scene scene) throws InterruptedException {
    Journal<Thread> callers = scene.journal();
    CounterService service = new CounterService(line -> callers.add(Thread.currentThread()));
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          "incrementer " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              service.increment();
            }
          });
    }
    scene.play();
    service.join();
    expectOneThread(scene, callers, "two threads called increment()");
  }

  /**
   * Not longer, because a design that polls in short turns is right and takes every one of them.
   */
  private static void idleInBetween(Scene scene) throws InterruptedException {
    Journal<Thread> callers = scene.journal();
    CounterService service = new CounterService(line -> callers.add(Thread.currentThread()));
    for (int i = 0; i < 2; i++) {
      service.increment();
      service.join();
      Thread.sleep(2_000);
    }
    expectOneThread(scene, callers, "there was nothing to print for two seconds in between");
  }

  private static void expectOneThread(Scene scene, Journal<Thread> callers, String when) {
    List<Thread> different = new ArrayList<>();
    for (Thread caller : callers.entries()) {
      if (!different.contains(caller)) {
        different.add(caller);
      }
    }
    scene.expect(different.size() == 1, Kind.WRONG_RESULT, SEVERAL_OWNERS, when, different.size());
  }

  // Several threads.

  private static void twoThreads(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    int threads = scene.scale(2, 6);
    int times = scene.scale(1, 20);
    for (int i = 1; i <= threads; i++) {
      scene.actor(
          "incrementer " + i,
          () -> {
            for (int turn = 0; turn < times; turn++) {
              service.increment();
            }
          });
    }
    scene.play();
    service.join();
    int all = threads * times;
    expectCount(scene, service, all, all + " increments by " + threads + " threads and join()");
    expectPrinted(scene, lines, all, all + " increments by " + threads + " threads and join()");
  }

  private static void aReaderBeside(Scene scene) throws InterruptedException {
    CounterService service = new CounterService(line -> {});
    int times = scene.scale(2, 20);
    scene.actor(
        "incrementer",
        () -> {
          for (int turn = 0; turn < times; turn++) {
            service.increment();
          }
        });
    scene.actor(
        "reader",
        () -> {
          int before = 0;
          for (int turn = 0; turn < times; turn++) {
            int count = service.count();
            scene.expect(
                count >= before && count <= times,
                Kind.WRONG_RESULT,
                "There are %d increments, and count() said %d after it had said %d.",
                times,
                count,
                before);
            before = count;
          }
        });
    scene.play();
    service.join();
    expectCount(scene, service, times, times + " increments beside a reader, and join()");
  }

  // join().

  private static void heldAtTheCount(Scene scene) {
    joinWhileHeld(scene, 1, "The count is 1");
  }

  private static void twoJoiners(Scene scene) {
    joinWhileHeld(scene, scene.scale(2, 4), DASHES);
  }

  private static void joinWhileHeld(Scene scene, int joiners, String at) {
    Gate gate = scene.held();
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              if (line.equals(at)) {
                gate.pass();
              }
              lines.add(line);
            });
    service.increment();
    List<Actor> actors = new ArrayList<>();
    for (int i = 1; i <= joiners; i++) {
      actors.add(
          scene.actor(
              "joiner " + i,
              () -> {
                service.join();
                expectPrinted(scene, lines, 1, "one increment and join()");
              }));
    }
    scene.settle();
    for (Actor joiner : actors) {
      scene.expect(
          !joiner.hasEnded(),
          Kind.WRONG_RESULT,
          "join() has returned, but the printer is not done with \"%s\" yet.",
          at);
    }
    gate.open();
    scene.play();
  }

  /** The array is shared on purpose: join() has to order the printer's calls before its return. */
  private static void whatWasPrinted(Scene scene) throws InterruptedException {
    int[] printed = new int[1];
    CounterService service = new CounterService(line -> printed[0]++);
    for (int i = 1; i <= 2; i++) {
      service.increment();
      service.join();
      scene.expect(
          printed[0] == 2 * i,
          Kind.WRONG_RESULT,
          "After %d increment(s), each with its join(), the printer should have counted %d lines, not %d.",
          i,
          2 * i,
          printed[0]);
    }
  }

  /** One thread increments on while another one joins. */
  private static void joinBetween(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    int times = scene.scale(1, 10);
    for (int i = 1; i <= 2; i++) {
      scene.actor(
          "user " + i,
          () -> {
            for (int turn = 1; turn <= times; turn++) {
              service.increment();
              service.join();
              int count = service.count();
              int printed = lines.entries().size();
              scene.expect(
                  count >= turn && printed >= 2 * turn,
                  Kind.WRONG_RESULT,
                  "A thread has called increment() %d time(s), each time with join() after it, but count() is %d and %d lines"
                      + " are printed.",
                  turn,
                  count,
                  printed);
            }
          });
    }
    scene.play();
    expectPrinted(scene, lines, 2 * times, 2 * times + " increments, each with its join()");
  }

  /**
   * In virtual time half an hour costs nothing; a joiner that gives up after ten minutes is seen.
   */
  private static void slowPrinter(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              try {
                Thread.sleep(LongTime.HALF_AN_HOUR / 2);
                lines.add(line);
              } catch (InterruptedException e) {
                lines.add("a line that was interrupted");
              }
            });
    service.increment();
    service.join();
    expectPrinted(
        scene, lines, 1, "one increment and join(), with a printer that takes half an hour");
  }

  private static void interruptedJoiner(Scene scene) throws InterruptedException {
    Gate gate = scene.held();
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              gate.pass();
              lines.add(line);
            });
    service.increment();
    Journal<String> outcome = scene.journal();
    Actor joiner =
        scene.actor(
            "interrupted joiner",
            () -> {
              try {
                service.join();
                outcome.add("returned");
              } catch (InterruptedException e) {
                outcome.add("threw " + INTERRUPTED);
              }
            });
    scene.actor(
        "other joiner",
        () -> {
          service.join();
          expectPrinted(scene, lines, 1, "one increment and join(), while another is interrupted");
        });
    scene.settle();
    joiner.interrupt();
    scene.settle();
    scene.expect(joiner.hasEnded(), Kind.STUCK, STILL_WAITS);
    scene.expect(
        outcome.entries().equals(List.of("threw " + INTERRUPTED)),
        Kind.WRONG_RESULT,
        NOT_TOLD,
        String.join(", ", outcome.entries()));
    gate.open();
    scene.play();
    service.increment();
    service.join();
    expectPrinted(scene, lines, 2, "two increments and join(), after a joiner was interrupted");
  }

  // close().

  private static void closedEmpty(Scene scene) {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    service.close();
    expectEnded(scene);
    expectPrinted(scene, lines, 0, "no increment and close()");
    expectCount(scene, service, 0, "no increment and close()");
  }

  private static void closedAtOnce(Scene scene) {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    int count = scene.scale(2, 30);
    for (int i = 0; i < count; i++) {
      service.increment();
    }
    service.close();
    expectPrinted(scene, lines, count, count + " increments and close()");
    expectCount(scene, service, count, count + " increments and close()");
    expectEnded(scene);
  }

  private static void closedWhileHeld(Scene scene) {
    Gate gate = scene.held();
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              gate.pass();
              lines.add(line);
            });
    service.increment();
    service.increment();
    scene.actor(
        "closer",
        () -> {
          service.close();
          expectPrinted(scene, lines, 2, "two increments and close(), with a slow printer");
        });
    scene.settle();
    gate.open();
    scene.play();
    expectCount(scene, service, 2, "two increments and close(), with a slow printer");
    expectEnded(scene);
  }

  /** What is refused is nothing to wait for, not even while it is being refused. */
  private static void joinedWhenClosed(Scene scene) throws InterruptedException {
    CounterService service = new CounterService(line -> {});
    service.increment();
    service.close();
    scene.actor(
        "refused incrementer",
        () -> {
          try {
            service.increment();
          } catch (RuntimeException e) {
            // Refused.
          }
        });
    scene.actor("joiner", () -> service.join());
    scene.play();
    expectCount(scene, service, 1, "one increment, close(), and one that was refused");
  }

  private static void usedWhenClosed(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    service.increment();
    service.join();
    service.close();
    for (int i = 0; i < 2; i++) {
      boolean refused = false;
      try {
        service.increment();
      } catch (IllegalStateException e) {
        refused = true;
      } catch (RuntimeException e) {
        throw scene.fail(Kind.WRONG_RESULT, ANOTHER_EXCEPTION, e);
      }
      scene.expect(refused, Kind.WRONG_RESULT, TAKES_MORE);
    }
    service.join();
    expectPrinted(scene, lines, 1, "one increment, join(), close(), and two that were refused");
    expectCount(scene, service, 1, "one increment, join(), close(), and two that were refused");
    expectEnded(scene);
  }

  private static void incrementAndClose(Scene scene) {
    Journal<String> lines = scene.journal();
    Journal<Integer> accepted = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    for (int i = 1; i <= scene.scale(2, 4); i++) {
      scene.actor(
          "incrementer " + i,
          () -> {
            for (int turn = 0; turn < scene.scale(1, 10); turn++) {
              try {
                service.increment();
                accepted.add(turn);
              } catch (IllegalStateException e) {
                return;
              }
            }
          });
    }
    scene.actor("closer", () -> service.close());
    scene.play();
    int count = accepted.entries().size();
    expectEnded(scene);
    expectPrinted(
        scene, lines, count, count + " increments that returned while another thread closed");
    expectCount(
        scene, service, count, count + " increments that returned while another thread closed");
  }

  private static void joinAndClose(Scene scene) {
    Journal<String> lines = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    service.increment();
    scene.actor(
        "joiner",
        () -> {
          service.join();
          expectPrinted(scene, lines, 1, "one increment and join(), while another thread closes");
        });
    scene.actor("closer", () -> service.close());
    scene.play();
    expectPrinted(scene, lines, 1, "one increment, join() and close() at the same time");
    expectEnded(scene);
  }

  /** Whether close() still waits then is not promised; what was accepted is. */
  private static void interruptedCloser(Scene scene) {
    Gate gate = scene.held();
    Journal<String> lines = scene.journal();
    CounterService service =
        new CounterService(
            line -> {
              gate.pass();
              lines.add(line);
            });
    service.increment();
    service.increment();
    Actor closer = scene.actor("interrupted closer", () -> service.close());
    scene.settle();
    closer.interrupt();
    scene.settle();
    gate.open();
    scene.play();
    expectEnded(scene);
    expectPrinted(scene, lines, 2, "two increments and a close() whose caller was interrupted");
    expectCount(scene, service, 2, "two increments and a close() whose caller was interrupted");
  }

  private static void interruptedIncrementer(Scene scene) throws InterruptedException {
    Journal<String> lines = scene.journal();
    Journal<Integer> accepted = scene.journal();
    CounterService service = new CounterService(line -> lines.add(line));
    Actor incrementer =
        scene.actor(
            "interrupted incrementer",
            () -> {
              try {
                service.increment();
                accepted.add(1);
              } catch (RuntimeException e) {
                // Refused, and said so.
              }
            });
    incrementer.interrupt();
    scene.play();
    service.increment();
    service.join();
    int count = accepted.entries().size() + 1;
    expectPrinted(
        scene,
        lines,
        count,
        count + " increments, one of them by an interrupted thread, and join()");
    expectCount(
        scene,
        service,
        count,
        count + " increments, one of them by an interrupted thread, and join()");
    service.close();
    expectEnded(scene);
  }

  // Help.

  /** A gate that only main opens. */
  private static void expectEnded(Scene scene) {
    scene.awaitNoThreads(LIVES_ON);
  }

  private static void expectCount(Scene scene, CounterService service, int expected, String after) {
    int count = service.count();
    scene.expect(
        count == expected,
        count < expected && count > 0 ? Kind.LOST_UPDATE : Kind.WRONG_RESULT,
        ANOTHER_COUNT,
        after,
        count,
        expected);
  }

  private static void expectPrinted(Scene scene, Journal<String> lines, int count, String after) {
    List<String> printed = lines.entries();
    for (int i = 0; i < Math.max(printed.size(), 2 * count); i++) {
      String expected =
          i >= 2 * count ? "nothing" : i % 2 == 0 ? "The count is " + (i / 2 + 1) : DASHES;
      String actual = i < printed.size() ? printed.get(i) : "nothing";
      scene.expect(
          expected.equals(actual),
          Kind.WRONG_RESULT,
          ANOTHER_LINE,
          after,
          i + 1,
          quoted(expected),
          quoted(actual));
    }
  }

  private static String quoted(String line) {
    return line.equals("nothing") ? line : "\"" + line + "\"";
  }
}
