package racecourse.graders;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
import racecourse.queuepipeline.Consumer;
import racecourse.queuepipeline.Event;
import racecourse.queuepipeline.Pipeline;
import racecourse.queuepipeline.Producer;

/**
 * Asks whether a bounded pipeline keeps its messages, whether its lid wakes everybody who waits,
 * and whether producer and consumer end without losing a message, whatever the moment of the stop.
 *
 * <p>Not asked, because the contract promises nothing about it: who goes first among several
 * waiting threads, null messages, what a source or a store that throws does, what {@code run()} of
 * an interrupted producer or consumer does, two producers on one pipeline (the first that ends
 * closes it), and whether a message that was refused comes out nevertheless.
 */
public final class QueuePipelineGrader implements Grader, Explains {
  // Sentences by which QueuePipelineMistakes knows a failure, too.
  static final String LOST =
      "Lost at the stop: both sides have ended, the producer took %s from its source, and %s %s never stored. Whatever the"
          + " moment of the stop, what was taken has to be put, and what was put has to be stored.";
  static final String NOT_SET = "After %s, isSet() is false; it has to be true, and stay so.";
  static final String ANOTHER_SIZE = "After %s, size() is %d; it has to be %d.";
  static final String ENDED_TOO_EARLY =
      "setMessage() returned normally for %s while the pipeline was being closed, but getMessage() said that there was nothing"
          + " more before it came out. A message that was accepted has to come out before the end.";

  private static final String NOTHING = "nothing";
  private static final String SET = "returned";
  private static final String INTERRUPTED = "InterruptedException";
  private static final String REFUSED = "IllegalStateException";

  /** Makes the grader; it has no state. */
  public QueuePipelineGrader() {}

  @Override
  public Exercise exercise() {
    return Exercise.named("queuepipeline", 8, "A pipeline with a lid")
        .types("Event", "Pipeline", "Producer", "Consumer")
        .check(
            Check.named("event", "an event, once set, lets everybody through")
                .points(2)
                .askWithoutVmlens("on-one-thread", QueuePipelineGrader::eventOnOneThread)
                .askWithoutVmlens("two-wait", QueuePipelineGrader::eventTwoWait)
                .ask("set-at-any-moment", QueuePipelineGrader::eventAtAnyMoment)
                .askWithoutVmlens("stays-set", QueuePipelineGrader::eventStaysSet)
                .ask("set-late", EnumSet.of(EngineId.EXPLORER), QueuePipelineGrader::eventSetLate)
                .hint("Who may be waiting when the event is set? And who comes after that?")
                .hint(
                    "A signal that is sent while nobody waits is not kept. What is kept is what stands in a field.")
                .hint(
                    "Set the flag and wake all waiting threads under one lock; wait under the same lock, in a loop that looks"
                        + " at the flag."))
        .check(
            Check.named("one-thread", "keeps messages in order, each once, on one thread")
                .points(3)
                .askWithoutVmlens("order-and-size", QueuePipelineGrader::orderAndSize)
                .askWithoutVmlens("no-room", QueuePipelineGrader::noRoom)
                .askWithoutVmlens("one-and-many-places", QueuePipelineGrader::oneAndManyPlaces)
                .askWithoutVmlens("equal-messages", QueuePipelineGrader::equalMessages)
                .askWithoutVmlens("two-pipelines", QueuePipelineGrader::twoPipelines)
                .hint("How many messages fit in before setMessage() has to wait?")
                .hint(
                    "First in, first out, also for messages that are equal, and also after many rounds.")
                .hint("Nothing that belongs to one pipeline may be static."))
        .check(
            Check.named("waits", "waits while it is full and while it is empty, and not longer")
                .points(3)
                .needs("one-thread")
                .askWithoutVmlens("getter-waits", QueuePipelineGrader::getterWaits)
                .askWithoutVmlens("two-getters-wait", QueuePipelineGrader::twoGettersWait)
                .askWithoutVmlens("setter-waits", QueuePipelineGrader::setterWaits)
                .askWithoutVmlens(
                    "setter-waits-for-one-of-two", QueuePipelineGrader::setterWaitsForOneOfTwo)
                .askWithoutVmlens("three-setters-wait", QueuePipelineGrader::threeSettersWait)
                .ask("late-setter", EnumSet.of(EngineId.EXPLORER), QueuePipelineGrader::lateSetter)
                .ask("late-getter", EnumSet.of(EngineId.EXPLORER), QueuePipelineGrader::lateGetter)
                .hint(
                    "Who tells a waiting setter that there is room now, and a waiting getter that a message has come?")
                .hint(
                    "A thread that waits has to give back the lock that the other one needs to end the wait.")
                .hint(
                    "Wait in a loop on a condition of the lock that guards the messages, however long it takes."))
        .check(
            Check.named("close", "once closed, takes nothing more and hands out the rest")
                .points(2)
                .needs("one-thread")
                .askWithoutVmlens("closed-empty", QueuePipelineGrader::closedEmpty)
                .askWithoutVmlens("closed-with-the-rest", QueuePipelineGrader::closedWithTheRest)
                .askWithoutVmlens("closed-full", QueuePipelineGrader::closedFull)
                .askWithoutVmlens("refused-then-another", QueuePipelineGrader::refusedThenAnother)
                .hint("Closed and empty are two things. Which of them ends what?")
                .hint(
                    "Whoever asks a closed and empty pipeline gets an empty Optional: the first, the second, everybody.")
                .hint(
                    "setMessage() throws when closed, also if there is no room; and it gives its lock back, in a finally."))
        .check(
            Check.named("each-message-once", "hands every message over once, in order")
                .points(3)
                .needs("one-thread")
                .ask("one-and-one", QueuePipelineGrader::oneAndOne)
                .askWithoutVmlens("two-places", QueuePipelineGrader::twoPlaces)
                .askWithoutVmlens("two-setters", QueuePipelineGrader::twoSetters)
                .askWithoutVmlens("two-getters", QueuePipelineGrader::twoGetters)
                .askWithoutVmlens("two-and-two", QueuePipelineGrader::twoAndTwo)
                .hint("Between your look at the pipeline and what you do with it: who can come in?")
                .hint(
                    "A thread that wakes up may find that another one was faster, or that nobody woke it at all.")
                .hint(
                    "Look, wait and act under one lock; look again after each wait; wake somebody who can use the news."))
        .check(
            Check.named("size-beside", "can be asked for its size at any time")
                .points(1)
                .needs("one-thread")
                .ask("setter-and-asker", QueuePipelineGrader::setterAndAsker)
                .askWithoutVmlens("getter-and-asker", QueuePipelineGrader::getterAndAsker)
                .hint("What does a thread see that reads while another one writes?")
                .hint("Reading without the lock is a data race, even if nothing is changed by it."))
        .check(
            Check.named("close-wakes", "wakes everybody who waits when it is closed")
                .points(3)
                .needs("waits")
                .needs("close")
                .askWithoutVmlens("waiting-getters", QueuePipelineGrader::waitingGetters)
                .askWithoutVmlens("waiting-setters", QueuePipelineGrader::waitingSetters)
                .askWithoutVmlens("getters-and-closer", QueuePipelineGrader::gettersAndCloser)
                .askWithoutVmlens("setter-and-closer", QueuePipelineGrader::setterAndCloser)
                .hint(
                    "For what can a thread wait in your pipeline? Does close() end each of these waits?")
                .hint(
                    "A setter that waits for room when the lid comes down will never put its message in: it has to be told.")
                .hint("close() wakes all, on both sides; and in both loops, closed ends the wait."))
        .check(
            Check.named(
                    "close-at-any-moment",
                    "keeps what it accepted, even when it is closed that very moment")
                .points(2)
                .needs("close-wakes")
                .askWithoutVmlens("setter-closer-getter", QueuePipelineGrader::setterCloserGetter)
                .askWithoutVmlens(
                    "two-setters-one-closer", QueuePipelineGrader::twoSettersOneCloser)
                .askWithoutVmlens("sets-and-closes", QueuePipelineGrader::setsAndCloses)
                .hint(
                    "A setter has seen that the pipeline is open. Then it is closed. Then the setter goes on. And now?")
                .hint(
                    "\"Closed and empty\" is one question. If you ask it in two steps, a message can slip in between them.")
                .hint(
                    "Put the message in under the lock under which you saw that the pipeline is open."))
        .check(
            Check.named("interrupts", "an interrupt ends one wait and disturbs nobody else")
                .points(2)
                .needs("waits")
                .askWithoutVmlens("waiting-getter", QueuePipelineGrader::interruptedGetter)
                .askWithoutVmlens("waiting-setter", QueuePipelineGrader::interruptedSetter)
                .askWithoutVmlens(
                    "waiting-for-the-event", QueuePipelineGrader::interruptedForTheEvent)
                .askWithoutVmlens("interrupted-before", QueuePipelineGrader::interruptedBefore)
                .askWithoutVmlens(
                    "setter-at-any-moment", QueuePipelineGrader::setterInterruptedAnyMoment)
                .askWithoutVmlens(
                    "getter-at-any-moment", QueuePipelineGrader::getterInterruptedAnyMoment)
                .askWithoutVmlens("one-getter-of-two", QueuePipelineGrader::oneGetterOfTwo)
                .hint(
                    "What had the interrupted thread taken by then: a lock, a permit, somebody else's wake-up?")
                .hint(
                    "Let the InterruptedException out. It is not an empty pipeline, and not a reason to wait on.")
                .hint(
                    "finally gives a lock back. A permit or a place in line that you took must go back too."))
        .check(
            Check.named(
                    "stops-at-any-moment",
                    "producer and consumer end, whatever the moment of the stop, and nothing is lost")
                .points(4)
                .needs("one-thread")
                .ask("stopped-by-the-source", QueuePipelineGrader::stoppedByTheSource)
                .askWithoutVmlens(
                    "stopped-before-the-start", QueuePipelineGrader::stoppedBeforeTheStart)
                .askWithoutVmlens("stopped-by-somebody", QueuePipelineGrader::stoppedBySomebody)
                .askWithoutVmlens("stopped-while-full", QueuePipelineGrader::stoppedWhileFull)
                .askWithoutVmlens(
                    "stopped-while-two-wait", QueuePipelineGrader::stoppedWhileTwoWait)
                .askWithoutVmlens("stopped-while-empty", QueuePipelineGrader::stoppedWhileEmpty)
                .askWithoutVmlens("consumer-comes-late", QueuePipelineGrader::consumerComesLate)
                .askWithoutVmlens("two-consumers", QueuePipelineGrader::twoConsumers)
                .hint(
                    "The event is set while the producer holds a message in its hand. Who still needs that message?")
                .hint(
                    "\"The event is set and the pipeline is empty\" does not mean that nothing more comes. Only the producer"
                        + " knows what the last message is.")
                .hint(
                    "The producer puts what it has taken, then closes; the consumer looks at nothing but the pipeline and"
                        + " ends at the empty Optional."))
        .build();
  }

  @Override
  public List<Recogniser> recognisers() {
    return QueuePipelineMistakes.all();
  }

  // The event.

  private static void eventOnOneThread(Scene scene) throws InterruptedException {
    Event event = new Event();
    scene.expect(
        !event.isSet(), Kind.WRONG_RESULT, "isSet() is true for an event that nobody has set.");
    for (int i = 0; i < 2; i++) {
      event.set();
      expectSet(scene, event, "set() was called");
      event.await();
      expectSet(scene, event, "await() returned");
    }
  }

  private static void eventTwoWait(Scene scene) {
    Event event = new Event();
    List<Actor> waiters = waiters(scene, event, scene.scale(2, 4));
    scene.settle();
    for (Actor waiter : waiters) {
      scene.expect(
          !waiter.hasEnded(),
          Kind.WRONG_RESULT,
          "%s came back from await() although nobody has set the event.",
          waiter.name());
    }
    event.set();
    scene.play();
    scene.actor("latecomer", () -> event.await());
    scene.play();
  }

  private static void eventAtAnyMoment(Scene scene) {
    Event event = new Event();
    waiters(scene, event, scene.scale(2, 6));
    scene.actor("setter", () -> event.set());
    scene.play();
    expectSet(scene, event, "set() was called and everybody went through");
  }

  private static void eventStaysSet(Scene scene) {
    Event event = new Event();
    event.set();
    waiters(scene, event, scene.scale(1, 4));
    scene.actor(
        "onlooker",
        () -> {
          for (int i = 0; i < scene.scale(2, 20); i++) {
            expectSet(scene, event, "set() was called and others come and go");
          }
        });
    scene.play();
    expectSet(scene, event, "set() was called and others came and went");
  }

  /**
   * In virtual time half an hour costs nothing; a waiter that gives up after ten minutes is seen.
   */
  private static void eventSetLate(Scene scene) {
    Event event = new Event();
    waiters(scene, event, 1);
    scene.actor(
        "late setter",
        () -> {
          Thread.sleep(LongTime.HALF_AN_HOUR);
          event.set();
        });
    scene.play();
  }

  private static List<Actor> waiters(Scene scene, Event event, int count) {
    List<Actor> waiters = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      waiters.add(
          scene.actor(
              "waiter " + i,
              () -> {
                event.await();
                expectSet(scene, event, "await() returned");
              }));
    }
    return waiters;
  }

  private static void expectSet(Scene scene, Event event, String when) {
    scene.expect(event.isSet(), Kind.WRONG_RESULT, NOT_SET, when);
  }

  // One thread.

  private static void orderAndSize(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(3);
    expectSize(scene, pipeline, 0, "nothing was set");
    int set = 0;
    int got = 0;
    // Fills and empties it unevenly, so that a ring of three places comes round more than once.
    for (int[] round : new int[][] {{3, 1}, {1, 2}, {2, 3}, {1, 1}}) {
      for (int i = 0; i < round[0]; i++) {
        pipeline.setMessage("m" + ++set);
        expectSize(scene, pipeline, set - got, set + " messages were set and " + got + " taken");
      }
      for (int i = 0; i < round[1]; i++) {
        expectNext(scene, pipeline, "m" + ++got);
        expectSize(scene, pipeline, set - got, set + " messages were set and " + got + " taken");
      }
    }
  }

  private static void noRoom(Scene scene) {
    for (int maxSize : new int[] {0, -1, Integer.MIN_VALUE}) {
      String outcome = "no exception";
      try {
        Pipeline<String> pipeline = new Pipeline<>(maxSize);
        outcome += ", but a pipeline of size " + pipeline.size();
      } catch (IllegalArgumentException e) {
        continue;
      }
      throw scene.fail(
          Kind.WRONG_RESULT,
          "new Pipeline(%d) has no room for any message and has to throw an IllegalArgumentException; there was %s.",
          maxSize,
          outcome);
    }
  }

  private static void oneAndManyPlaces(Scene scene) throws InterruptedException {
    for (int maxSize : new int[] {1, 2, 100}) {
      Pipeline<String> pipeline = new Pipeline<>(maxSize);
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < maxSize; i++) {
          pipeline.setMessage("m" + i);
        }
        expectSize(scene, pipeline, maxSize, maxSize + " messages were set");
        for (int i = 0; i < maxSize; i++) {
          expectNext(scene, pipeline, "m" + i);
        }
        expectSize(scene, pipeline, 0, "every message was taken");
      }
    }
  }

  private static void equalMessages(Scene scene) throws InterruptedException {
    Pipeline<Object> pipeline = new Pipeline<>(7);
    List<Object> messages = List.of("tea", "tea", "", 0, Optional.empty(), new Object(), pipeline);
    for (Object message : messages) {
      pipeline.setMessage(message);
    }
    expectSize(scene, pipeline, 7, "seven messages were set, two of them equal");
    for (Object message : messages) {
      expectNext(scene, pipeline, message);
    }
  }

  private static void twoPipelines(Scene scene) throws InterruptedException {
    Pipeline<String> kitchen = new Pipeline<>(2);
    Pipeline<String> bar = new Pipeline<>(1);
    kitchen.setMessage("rice");
    expectSize(scene, bar, 0, "a message was set in another pipeline");
    bar.setMessage("tea");
    expectNext(scene, bar, "tea");
    bar.close();
    kitchen.setMessage("soup");
    expectNext(scene, kitchen, "rice");
    expectNext(scene, kitchen, "soup");
  }

  // Waiting.

  private static void getterWaits(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(3);
    for (String message : List.of("tea", "rice")) {
      Journal<String> received = scene.journal();
      Actor getter = scene.actor("getter of " + message, () -> received.add(get(pipeline)));
      scene.settle();
      scene.expect(
          !getter.hasEnded(),
          Kind.WRONG_RESULT,
          "getMessage() came back with %s although the pipeline is open and empty; it has to wait.",
          listed(received.entries()));
      pipeline.setMessage(message);
      scene.settle();
      scene.expect(
          getter.hasEnded(),
          Kind.STUCK,
          "A thread waits in getMessage() although the message \"%s\" has been set.",
          message);
      expectReceived(scene, List.of(message), received.entries());
    }
  }

  private static void twoGettersWait(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(2);
    Journal<String> received = scene.journal();
    scene.actor("getter 1", () -> received.add(get(pipeline)));
    scene.actor("getter 2", () -> received.add(get(pipeline)));
    scene.settle();
    scene.expect(
        received.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "getMessage() came back with %s although the pipeline is open and empty; it has to wait.",
        listed(received.entries()));
    pipeline.setMessage("tea");
    scene.settle();
    scene.expect(
        received.entries().equals(List.of("tea")),
        received.entries().isEmpty() ? Kind.STUCK : Kind.WRONG_RESULT,
        "Two threads wait in getMessage() and the one message \"tea\" was set, but together they received %s.",
        listed(received.entries()));
    pipeline.setMessage("rice");
    scene.play();
    expectReceived(scene, List.of("tea", "rice"), received.entries());
  }

  private static void setterWaits(Scene scene) throws InterruptedException {
    setterWaits(scene, 1);
  }

  private static void setterWaitsForOneOfTwo(Scene scene) throws InterruptedException {
    setterWaits(scene, 2);
  }

  private static void setterWaits(Scene scene, int maxSize) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(maxSize);
    int messages = maxSize + 1;
    Journal<String> set = scene.journal();
    scene.actor(
        "setter",
        () -> {
          for (int i = 1; i <= messages; i++) {
            pipeline.setMessage("m" + i);
            set.add("m" + i);
          }
        });
    scene.settle();
    int before = set.entries().size();
    scene.expect(
        before == maxSize,
        before < maxSize ? Kind.STUCK : Kind.WRONG_RESULT,
        "The pipeline holds at most %d and nothing was taken, so %d calls of setMessage() can return; %d have.",
        maxSize,
        maxSize,
        before);
    expectSize(scene, pipeline, maxSize, "it was filled to the brim and a setter waits");
    expectNext(scene, pipeline, "m1");
    scene.settle();
    scene.expect(
        set.entries().size() == messages,
        Kind.STUCK,
        "A message was taken, so there is room, but the setter still waits in setMessage().");
    for (int i = 2; i <= messages; i++) {
      expectNext(scene, pipeline, "m" + i);
    }
  }

  private static void threeSettersWait(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> set = scene.journal();
    List<String> messages = List.of("tea", "rice", "soup");
    for (String message : messages) {
      scene.actor(
          "setter of " + message,
          () -> {
            pipeline.setMessage(message);
            set.add(message);
          });
    }
    List<String> received = new ArrayList<>();
    for (int taken = 0; taken < messages.size(); taken++) {
      scene.settle();
      int returned = set.entries().size();
      scene.expect(
          returned == taken + 1,
          returned > taken + 1 ? Kind.WRONG_RESULT : Kind.STUCK,
          "Three threads set one message each into a pipeline for one, and %d were taken: %d calls of setMessage() can have"
              + " returned by now; %d have.",
          taken,
          taken + 1,
          returned);
      expectSize(scene, pipeline, 1, "it is full and setters wait");
      received.add(get(pipeline));
    }
    expectEachOnce(scene, messages, received);
  }

  /**
   * In virtual time half an hour costs nothing; a getter that gives up after ten minutes is seen.
   */
  private static void lateSetter(Scene scene) {
    Pipeline<String> pipeline = new Pipeline<>(2);
    Journal<String> received = scene.journal();
    scene.actor("getter", () -> received.add(get(pipeline)));
    scene.actor(
        "late setter",
        () -> {
          Thread.sleep(LongTime.HALF_AN_HOUR);
          pipeline.setMessage("tea");
        });
    scene.play();
    scene.expect(
        received.entries().equals(List.of("tea")),
        Kind.WRONG_RESULT,
        "\"tea\" came after half an hour, but getMessage() had come back with %s; it has to wait as long as it takes.",
        listed(received.entries()));
  }

  /**
   * In virtual time half an hour costs nothing; a setter that gives up after ten minutes is seen.
   */
  private static void lateGetter(Scene scene) {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> received = scene.journal();
    scene.actor(
        "setter",
        () -> {
          pipeline.setMessage("tea");
          pipeline.setMessage("rice");
        });
    scene.actor(
        "late getter",
        () -> {
          Thread.sleep(LongTime.HALF_AN_HOUR);
          received.add(get(pipeline));
          received.add(get(pipeline));
        });
    scene.play();
    expectReceived(scene, List.of("tea", "rice"), received.entries());
  }

  // The lid.

  private static void closedEmpty(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(2);
    pipeline.close();
    expectEnd(scene, pipeline);
    expectRefused(scene, pipeline, "tea");
    pipeline.close();
    expectEnd(scene, pipeline);
    expectSize(scene, pipeline, 0, "it was closed while it was empty");
  }

  private static void closedWithTheRest(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(3);
    pipeline.setMessage("tea");
    pipeline.setMessage("rice");
    pipeline.close();
    expectSize(scene, pipeline, 2, "it was closed with two messages in it");
    expectRefused(scene, pipeline, "soup");
    expectSize(scene, pipeline, 2, "it was closed with two messages in it and refused a third one");
    expectNext(scene, pipeline, "tea");
    pipeline.close();
    expectSize(scene, pipeline, 1, "it was closed with two messages in it and one was taken");
    expectRefused(scene, pipeline, "soup");
    expectNext(scene, pipeline, "rice");
    expectEnd(scene, pipeline);
    expectRefused(scene, pipeline, "soup");
    expectSize(scene, pipeline, 0, "it was closed and emptied");
  }

  private static void closedFull(Scene scene) throws InterruptedException {
    for (int maxSize = 1; maxSize <= 2; maxSize++) {
      Pipeline<String> pipeline = new Pipeline<>(maxSize);
      for (int i = 1; i <= maxSize; i++) {
        pipeline.setMessage("m" + i);
      }
      pipeline.close();
      expectRefused(scene, pipeline, "one more");
      expectSize(scene, pipeline, maxSize, "it was closed while it was full");
      for (int i = 1; i <= maxSize; i++) {
        expectNext(scene, pipeline, "m" + i);
      }
      expectEnd(scene, pipeline);
    }
  }

  /** A lock that is kept by the one who was refused does not hurt himself. */
  private static void refusedThenAnother(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(2);
    pipeline.setMessage("tea");
    pipeline.close();
    Journal<String> refused = scene.journal();
    scene.actor("late setter", () -> refused.add(set(pipeline, "rice")));
    scene.play();
    expectOutcome(scene, "setMessage() on a closed pipeline", REFUSED, refused);
    Journal<String> received = scene.journal();
    for (int i = 1; i <= 3; i++) {
      scene.actor("getter " + i, () -> received.add(get(pipeline)));
      scene.play();
    }
    expectReceived(scene, List.of("tea", NOTHING, NOTHING), received.entries());
  }

  // Several threads.

  private static void oneAndOne(Scene scene) {
    passInOrder(scene, 1, scene.scale(2, 100));
  }

  private static void twoPlaces(Scene scene) {
    passInOrder(scene, 2, scene.scale(3, 100));
  }

  private static void passInOrder(Scene scene, int maxSize, int messages) {
    Pipeline<String> pipeline = new Pipeline<>(maxSize);
    List<String> sent = setters(scene, pipeline, 1, messages);
    Journal<String> received = getters(scene, pipeline, 1, messages).get(0);
    scene.play();
    expectReceived(scene, sent, received.entries());
    expectSize(scene, pipeline, 0, "every message was taken");
  }

  private static void twoSetters(Scene scene) {
    pass(scene, 1, scene.scale(2, 4), scene.scale(2, 25), 1);
  }

  private static void twoGetters(Scene scene) {
    pass(scene, 2, 1, scene.scale(2, 100), scene.scale(2, 4));
  }

  private static void twoAndTwo(Scene scene) {
    pass(scene, 1, scene.scale(2, 5), scene.scale(1, 20), scene.scale(2, 5));
  }

  private static void pass(Scene scene, int maxSize, int setters, int each, int getters) {
    Pipeline<String> pipeline = new Pipeline<>(maxSize);
    List<String> sent = setters(scene, pipeline, setters, each);
    List<Journal<String>> received = getters(scene, pipeline, getters, setters * each / getters);
    scene.play();
    expectEachOnce(scene, sent, together(received));
    for (int setter = 1; setter <= setters; setter++) {
      for (int getter = 1; getter <= getters; getter++) {
        expectOrder(scene, setter, getter, received.get(getter - 1).entries());
      }
    }
    expectSize(scene, pipeline, 0, "every message was taken");
  }

  /** Registers setters of "1-1", "1-2", ..., "2-1", ...; what they will set. */
  private static List<String> setters(
      Scene scene, Pipeline<String> pipeline, int setters, int each) {
    List<String> sent = new ArrayList<>();
    for (int s = 1; s <= setters; s++) {
      String prefix = s + "-";
      for (int i = 1; i <= each; i++) {
        sent.add(prefix + i);
      }
      scene.actor(
          setters == 1 ? "setter" : "setter " + s,
          () -> {
            for (int i = 1; i <= each; i++) {
              pipeline.setMessage(prefix + i);
            }
          });
    }
    return sent;
  }

  private static List<Journal<String>> getters(
      Scene scene, Pipeline<String> pipeline, int getters, int each) {
    List<Journal<String>> journals = new ArrayList<>();
    for (int g = 1; g <= getters; g++) {
      Journal<String> received = scene.journal();
      journals.add(received);
      scene.actor(
          getters == 1 ? "getter" : "getter " + g,
          () -> {
            for (int i = 0; i < each; i++) {
              received.add(get(pipeline));
            }
          });
    }
    return journals;
  }

  private static void setterAndAsker(Scene scene) {
    int messages = scene.scale(2, 30);
    Pipeline<String> pipeline = new Pipeline<>(messages);
    setters(scene, pipeline, 1, messages);
    asker(scene, pipeline, messages);
    scene.play();
    expectSize(scene, pipeline, messages, messages + " messages were set");
  }

  private static void getterAndAsker(Scene scene) throws InterruptedException {
    int messages = scene.scale(2, 30);
    Pipeline<String> pipeline = new Pipeline<>(messages);
    for (int i = 1; i <= messages; i++) {
      pipeline.setMessage("m" + i);
    }
    getters(scene, pipeline, 1, messages);
    asker(scene, pipeline, messages);
    scene.play();
    expectSize(scene, pipeline, 0, "every message was taken");
  }

  /**
   * Asks for the size while others work. There are never more messages about than fit, so every
   * answer has bounds.
   */
  private static void asker(Scene scene, Pipeline<String> pipeline, int maxSize) {
    scene.actor(
        "asker",
        () -> {
          for (int i = 0; i < scene.scale(2, 30); i++) {
            int size = pipeline.size();
            scene.expect(
                0 <= size && size <= maxSize,
                Kind.WRONG_RESULT,
                "size() returned %d; a pipeline for %d holds between 0 and %d messages.",
                size,
                maxSize,
                maxSize);
          }
        });
  }

  // The lid, with others about.

  private static void waitingGetters(Scene scene) {
    Pipeline<String> pipeline = new Pipeline<>(2);
    Journal<String> received = scene.journal();
    int getters = scene.scale(2, 5);
    for (int i = 1; i <= getters; i++) {
      scene.actor("getter " + i, () -> received.add(get(pipeline)));
    }
    scene.settle();
    pipeline.close();
    scene.play();
    expectOutcome(
        scene, "getMessage() on an empty pipeline that was closed meanwhile", NOTHING, received);
  }

  private static void waitingSetters(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    pipeline.setMessage("tea");
    Journal<String> outcome = scene.journal();
    int setters = scene.scale(2, 5);
    for (int i = 1; i <= setters; i++) {
      scene.actor("setter " + i, () -> outcome.add(set(pipeline, "rice")));
    }
    scene.settle();
    pipeline.close();
    scene.play();
    expectOutcome(
        scene, "setMessage() on a full pipeline that was closed meanwhile", REFUSED, outcome);
    expectSize(scene, pipeline, 1, "it was closed while it was full and others waited for room");
    expectNext(scene, pipeline, "tea");
    expectEnd(scene, pipeline);
  }

  private static void gettersAndCloser(Scene scene) {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> received = scene.journal();
    for (int i = 1; i <= scene.scale(2, 5); i++) {
      scene.actor("getter " + i, () -> received.add(get(pipeline)));
    }
    scene.actor("closer", () -> pipeline.close());
    scene.play();
    expectOutcome(
        scene, "getMessage() on an empty pipeline that was closed meanwhile", NOTHING, received);
  }

  private static void setterAndCloser(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    pipeline.setMessage("tea");
    Journal<String> outcome = scene.journal();
    for (int i = 1; i <= scene.scale(1, 4); i++) {
      scene.actor("setter " + i, () -> outcome.add(set(pipeline, "rice")));
    }
    scene.actor("closer", () -> pipeline.close());
    scene.play();
    expectOutcome(
        scene, "setMessage() on a full pipeline that was closed meanwhile", REFUSED, outcome);
    expectNext(scene, pipeline, "tea");
    expectEnd(scene, pipeline);
  }

  private static void setterCloserGetter(Scene scene) throws InterruptedException {
    closeInBetween(scene, 1);
  }

  private static void twoSettersOneCloser(Scene scene) throws InterruptedException {
    closeInBetween(scene, scene.scale(2, 4));
  }

  private static void closeInBetween(Scene scene, int setters) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(2);
    Journal<String> accepted = scene.journal();
    Journal<String> received = scene.journal();
    for (int i = 1; i <= setters; i++) {
      String message = "m" + i;
      scene.actor(
          setters == 1 ? "setter" : "setter " + i,
          () -> {
            if (set(pipeline, message).equals(SET)) {
              accepted.add(message);
            }
          });
    }
    scene.actor("closer", () -> pipeline.close());
    scene.actor("getter", () -> getAll(pipeline, received));
    scene.play();
    List<String> lost = new ArrayList<>(accepted.entries());
    lost.removeAll(received.entries());
    scene.expect(lost.isEmpty(), Kind.WRONG_RESULT, ENDED_TOO_EARLY, listed(lost));
    expectNoneTwice(scene, received.entries());
    expectEnd(scene, pipeline);
  }

  private static void setsAndCloses(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> received = scene.journal();
    int messages = scene.scale(2, 10);
    List<String> sent = new ArrayList<>();
    for (int i = 1; i <= messages; i++) {
      sent.add("m" + i);
    }
    scene.actor(
        "setter",
        () -> {
          for (int i = 1; i <= messages; i++) {
            pipeline.setMessage("m" + i);
          }
          pipeline.close();
        });
    scene.actor("getter", () -> getAll(pipeline, received));
    scene.play();
    scene.expect(
        received.entries().equals(sent),
        Kind.WRONG_RESULT,
        "A thread set %s and then closed the pipeline; another one took messages until there was nothing more, and got %s.",
        listed(sent),
        listed(received.entries()));
    expectEnd(scene, pipeline);
  }

  /** Takes messages until there is nothing more. */
  private static void getAll(Pipeline<String> pipeline, Journal<String> received)
      throws InterruptedException {
    String message = get(pipeline);
    while (!message.equals(NOTHING)) {
      received.add(message);
      message = get(pipeline);
    }
  }

  // Interrupts.

  private static void interruptedGetter(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> outcome = scene.journal();
    Journal<String> received = scene.journal();
    Actor interrupted = scene.actor("interrupted getter", () -> outcome.add(tryToGet(pipeline)));
    Actor other = scene.actor("other getter", () -> received.add(get(pipeline)));
    scene.settle();
    interrupted.interrupt();
    scene.settle();
    expectGone(scene, interrupted, "getMessage()");
    expectOutcome(scene, "getMessage() on an empty pipeline, interrupted,", INTERRUPTED, outcome);
    scene.expect(
        !other.hasEnded(),
        Kind.WRONG_RESULT,
        "Of two threads that wait in getMessage() one was interrupted, and the other one came back with %s.",
        listed(received.entries()));
    pipeline.setMessage("tea");
    scene.play();
    expectReceived(scene, List.of("tea"), received.entries());
    roundTrip(scene, pipeline, 1);
  }

  private static void interruptedSetter(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    pipeline.setMessage("tea");
    Journal<String> outcome = scene.journal();
    Actor interrupted = scene.actor("interrupted setter", () -> outcome.add(set(pipeline, "rice")));
    Actor other = scene.actor("other setter", () -> pipeline.setMessage("soup"));
    scene.settle();
    interrupted.interrupt();
    scene.settle();
    expectGone(scene, interrupted, "setMessage()");
    expectOutcome(scene, "setMessage() on a full pipeline, interrupted,", INTERRUPTED, outcome);
    scene.expect(
        !other.hasEnded(),
        Kind.WRONG_RESULT,
        "Of two threads that wait in setMessage() one was interrupted, and the other one came back though there is no room.");
    expectSize(scene, pipeline, 1, "it was full and a waiting setter was interrupted");
    expectNext(scene, pipeline, "tea");
    scene.play();
    expectNext(scene, pipeline, "soup");
    roundTrip(scene, pipeline, 1);
  }

  private static void interruptedForTheEvent(Scene scene) {
    Event event = new Event();
    Journal<String> outcome = scene.journal();
    Actor interrupted = scene.actor("interrupted waiter", () -> outcome.add(tryToAwait(event)));
    Actor other = scene.actor("other waiter", () -> event.await());
    scene.settle();
    interrupted.interrupt();
    scene.settle();
    expectGone(scene, interrupted, "await()");
    expectOutcome(scene, "await() on an event that is not set, interrupted,", INTERRUPTED, outcome);
    scene.expect(
        !other.hasEnded() && !event.isSet(),
        Kind.WRONG_RESULT,
        "Of two threads that wait for an event one was interrupted, and now the other one goes on or isSet() is true.");
    event.set();
    scene.play();
  }

  private static void interruptedBefore(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Event event = new Event();
    Journal<String> got = scene.journal();
    Journal<String> awaited = scene.journal();
    Actor getter = scene.actor("interrupted getter", () -> got.add(tryToGet(pipeline)));
    Actor waiter = scene.actor("interrupted waiter", () -> awaited.add(tryToAwait(event)));
    getter.interrupt();
    waiter.interrupt();
    scene.play();
    expectOutcome(
        scene, "getMessage() on an empty pipeline, interrupted before,", INTERRUPTED, got);
    expectOutcome(
        scene, "await() on an event that is not set, interrupted before,", INTERRUPTED, awaited);
    pipeline.setMessage("tea");
    Journal<String> set = scene.journal();
    Actor setter = scene.actor("interrupted setter", () -> set.add(set(pipeline, "rice")));
    setter.interrupt();
    scene.play();
    expectOutcome(scene, "setMessage() on a full pipeline, interrupted before,", INTERRUPTED, set);
    expectNext(scene, pipeline, "tea");
    roundTrip(scene, pipeline, 1);
  }

  /**
   * There is room all the time, so the setter need not wait; afterwards there is as much room as
   * before.
   */
  private static void setterInterruptedAnyMoment(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> outcome = scene.journal();
    Actor setter = scene.actor("interrupted setter", () -> outcome.add(set(pipeline, "tea")));
    scene.actor("interrupter", () -> setter.interrupt());
    scene.play();
    if (outcome.entries().contains(SET)) {
      expectNext(scene, pipeline, "tea");
    } else if (pipeline.size() > 0) {
      // Whether an interrupt that comes too late still keeps the message out is not promised.
      expectNext(scene, pipeline, "tea");
    }
    roundTrip(scene, pipeline, 1);
  }

  /**
   * Whatever moment the interrupt comes at: the getter has the message, or it is still there for
   * another one.
   */
  private static void getterInterruptedAnyMoment(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> outcome = scene.journal();
    Actor getter = scene.actor("interrupted getter", () -> outcome.add(tryToGet(pipeline)));
    scene.actor("setter", () -> pipeline.setMessage("tea"));
    scene.actor("interrupter", () -> getter.interrupt());
    scene.play();
    if (outcome.entries().contains(INTERRUPTED)) {
      Journal<String> received = scene.journal();
      scene.actor("other getter", () -> received.add(get(pipeline)));
      scene.settle();
      scene.expect(
          received.entries().equals(List.of("tea")),
          Kind.WRONG_RESULT,
          "getMessage() threw InterruptedException, so the message \"tea\" must still be there for another thread, which received"
              + " %s.",
          listed(received.entries()));
    } else {
      expectReceived(scene, List.of("tea"), outcome.entries());
    }
    roundTrip(scene, pipeline, 1);
  }

  private static void oneGetterOfTwo(Scene scene) throws InterruptedException {
    Pipeline<String> pipeline = new Pipeline<>(1);
    Journal<String> outcome = scene.journal();
    Journal<String> received = scene.journal();
    Actor interrupted = scene.actor("interrupted getter", () -> outcome.add(tryToGet(pipeline)));
    Actor other = scene.actor("other getter", () -> received.add(get(pipeline)));
    scene.settle();
    scene.actor("setter", () -> pipeline.setMessage("tea"));
    scene.actor("interrupter", () -> interrupted.interrupt());
    scene.settle();
    expectGone(scene, interrupted, "getMessage()");
    if (outcome.entries().contains(INTERRUPTED)) {
      scene.expect(
          other.hasEnded(),
          Kind.STUCK,
          "Two threads waited in getMessage(); one was interrupted at the moment \"tea\" was set. The other one still waits,"
              + " though size() is %d.",
          pipeline.size());
    } else {
      received.add(outcome.entries().get(0));
      pipeline.setMessage("rice");
    }
    scene.play();
    expectEachOnce(
        scene,
        outcome.entries().contains(INTERRUPTED) ? List.of("tea") : List.of("tea", "rice"),
        received.entries());
    roundTrip(scene, pipeline, 1);
  }

  /**
   * Fills the pipeline to the brim and empties it, on other threads, to see that nothing was left
   * locked or lost.
   */
  private static void roundTrip(Scene scene, Pipeline<String> pipeline, int maxSize) {
    Journal<String> received = scene.journal();
    List<String> sent = new ArrayList<>();
    for (int i = 1; i <= maxSize; i++) {
      sent.add("later m" + i);
    }
    scene.actor(
        "later setter",
        () -> {
          for (int i = 1; i <= maxSize; i++) {
            pipeline.setMessage("later m" + i);
          }
        });
    scene.play();
    scene.actor(
        "later getter",
        () -> {
          for (int i = 1; i <= maxSize; i++) {
            received.add(get(pipeline));
          }
        });
    scene.play();
    expectReceived(scene, sent, received.entries());
  }

  // Producer and consumer.

  private static void stoppedByTheSource(Scene scene) throws InterruptedException {
    int last = scene.scale(2, 60);
    Line line = new Line(scene, 1, last);
    line.producer();
    line.consumer("consumer");
    scene.play();
    line.expectAllStored();
    scene.expect(
        line.taken.entries().size() == last,
        Kind.WRONG_RESULT,
        "The event was set while the source gave its message %d, so that is the last one to take; the producer took %d.",
        last,
        line.taken.entries().size());
    line.expectClosed();
  }

  private static void stoppedBeforeTheStart(Scene scene) throws InterruptedException {
    Line line = new Line(scene, 2, 3);
    line.stop.set();
    line.producer();
    line.consumer("consumer");
    scene.play();
    scene.expect(
        line.taken.entries().isEmpty(),
        Kind.WRONG_RESULT,
        "The event was set before the producer started, so it has to take nothing from its source; it took %s.",
        numbers(line.taken.entries()));
    line.expectAllStored();
    line.expectClosed();
  }

  private static void stoppedBySomebody(Scene scene) throws InterruptedException {
    Line line = new Line(scene, scene.scale(1, 3), scene.scale(2, 400));
    line.producer();
    line.consumer("consumer");
    scene.actor("stopper", () -> line.stop.set());
    scene.play();
    line.expectAllStored();
    line.expectClosed();
  }

  private static void stoppedWhileFull(Scene scene) throws InterruptedException {
    stoppedWhileFull(scene, 1);
  }

  private static void stoppedWhileTwoWait(Scene scene) throws InterruptedException {
    stoppedWhileFull(scene, 2);
  }

  private static void stoppedWhileFull(Scene scene, int maxSize) throws InterruptedException {
    Line line = new Line(scene, maxSize, 20);
    Gate busy = scene.gate(2, Kind.STUCK, "The store was never allowed to go on.");
    line.producer();
    line.consumer("consumer", busy);
    scene.settle();
    line.stop.set();
    scene.settle();
    busy.open();
    scene.play();
    line.expectAllStored();
    line.expectClosed();
  }

  private static void stoppedWhileEmpty(Scene scene) throws InterruptedException {
    Line line = new Line(scene, 2, 20);
    Gate slow = scene.gate(2, Kind.STUCK, "The source was never allowed to go on.");
    line.producer(slow);
    line.consumer("consumer");
    scene.settle();
    line.stop.set();
    scene.settle();
    slow.open();
    scene.play();
    line.expectAllStored();
    scene.expect(
        line.taken.entries().size() == 1,
        Kind.WRONG_RESULT,
        "The event was set while the producer took its first message, so it has to take no other; it took %s.",
        numbers(line.taken.entries()));
    line.expectClosed();
  }

  private static void consumerComesLate(Scene scene) throws InterruptedException {
    Line line = new Line(scene, 2, 20);
    line.producer();
    scene.settle();
    line.stop.set();
    line.consumer("consumer");
    scene.play();
    line.expectAllStored();
    line.expectClosed();
  }

  private static void twoConsumers(Scene scene) throws InterruptedException {
    Line line = new Line(scene, 1, scene.scale(2, 60));
    line.producer();
    for (int i = 1; i <= scene.scale(2, 4); i++) {
      line.consumer("consumer " + i);
    }
    scene.play();
    line.expectAllStored();
    line.expectClosed();
  }

  /** A producer and its consumers: what was taken from the source, what was stored, and by whom. */
  private static final class Line {
    private final Scene scene;
    private final int last;
    private final Pipeline<Integer> pipeline;
    private final Event stop = new Event();
    private final Journal<Integer> taken;
    private final List<Journal<Integer>> stored = new ArrayList<>();

    /**
     * A line without threads.
     *
     * @param last the message at which the source itself sets the event, so that every run ends
     */
    private Line(Scene scene, int maxSize, int last) {
      this.scene = scene;
      this.last = last;
      this.pipeline = new Pipeline<>(maxSize);
      this.taken = scene.journal();
    }

    private void producer() {
      start(this::next);
    }

    /** A producer whose source gives its first message when the gate lets it. */
    private void producer(Gate slow) {
      start(
          () -> {
            if (taken.entries().isEmpty()) {
              slow.pass();
            }
            return next();
          });
    }

    private void start(Supplier<Integer> source) {
      Producer<Integer> producer = new Producer<>(pipeline, stop, source);
      scene.actor("producer", () -> producer.run());
    }

    private Integer next() {
      int message = taken.entries().size() + 1;
      taken.add(message);
      if (message == last) {
        stop.set();
      }
      return message;
    }

    private void consumer(String name) {
      Journal<Integer> mine = scene.journal();
      stored.add(mine);
      Consumer<Integer> consumer = new Consumer<>(pipeline, mine::add);
      scene.actor(name, () -> consumer.run());
    }

    /** A consumer whose first message takes as long as the gate wants. */
    private void consumer(String name, Gate busy) {
      Journal<Integer> mine = scene.journal();
      stored.add(mine);
      Consumer<Integer> consumer =
          new Consumer<>(
              pipeline,
              message -> {
                if (mine.entries().isEmpty()) {
                  busy.pass();
                }
                mine.add(message);
              });
      scene.actor(name, () -> consumer.run());
    }

    /**
     * Everything that was taken has been stored once, by each consumer in the order in which it was
     * taken.
     */
    private void expectAllStored() {
      List<Integer> all = new ArrayList<>();
      for (Journal<Integer> journal : stored) {
        List<Integer> mine = journal.entries();
        for (int i = 1; i < mine.size(); i++) {
          scene.expect(
              mine.get(i - 1) < mine.get(i),
              Kind.WRONG_RESULT,
              "The producer took its messages in the order 1, 2, 3, ..., but a consumer stored %d before %d.",
              mine.get(i - 1),
              mine.get(i));
        }
        all.addAll(mine);
      }
      List<Integer> lost = new ArrayList<>(taken.entries());
      lost.removeAll(all);
      scene.expect(
          lost.isEmpty(),
          Kind.WRONG_RESULT,
          LOST,
          numbers(taken.entries()),
          numbers(lost),
          lost.size() == 1 ? "was" : "were");
      scene.expect(
          all.size() == taken.entries().size(),
          Kind.WRONG_RESULT,
          "The producer took %d messages from its source, but %d were stored; each has to be stored once.",
          taken.entries().size(),
          all.size());
    }

    /** The producer has closed the pipeline, and it is empty. */
    private void expectClosed() throws InterruptedException {
      expectSize(scene, pipeline, 0, "producer and consumer have ended");
      String after = set(pipeline, -1);
      scene.expect(
          after.equals(REFUSED),
          Kind.WRONG_RESULT,
          "The producer has ended, so the pipeline has to be closed, but setMessage() %s.",
          after.equals(SET) ? "returned normally" : "threw " + after);
    }
  }

  // What the calls do, in words.

  /** The next message as text; a wrong pipeline may also return null. */
  private static <T> String get(Pipeline<T> pipeline) throws InterruptedException {
    Optional<T> message = pipeline.getMessage();
    return message == null ? "null" : message.map(String::valueOf).orElse(NOTHING);
  }

  private static String tryToGet(Pipeline<String> pipeline) {
    try {
      return get(pipeline);
    } catch (InterruptedException e) {
      return INTERRUPTED;
    }
  }

  private static <T> String set(Pipeline<T> pipeline, T message) {
    try {
      pipeline.setMessage(message);
      return SET;
    } catch (IllegalStateException e) {
      return REFUSED;
    } catch (InterruptedException e) {
      return INTERRUPTED;
    }
  }

  private static String tryToAwait(Event event) {
    try {
      event.await();
      return SET;
    } catch (InterruptedException e) {
      return INTERRUPTED;
    }
  }

  private static List<String> together(List<Journal<String>> journals) {
    List<String> all = new ArrayList<>();
    for (Journal<String> journal : journals) {
      all.addAll(journal.entries());
    }
    return all;
  }

  // Sentences.

  private static <T> void expectSize(
      Scene scene, Pipeline<T> pipeline, int expected, String after) {
    int size = pipeline.size();
    scene.expect(size == expected, Kind.WRONG_RESULT, ANOTHER_SIZE, after, size, expected);
  }

  private static <T> void expectNext(Scene scene, Pipeline<T> pipeline, T expected)
      throws InterruptedException {
    String message = get(pipeline);
    scene.expect(
        message.equals(String.valueOf(expected)),
        Kind.WRONG_RESULT,
        "The oldest message in the pipeline is \"%s\", but getMessage() returned %s.",
        expected,
        quoted(message));
  }

  private static <T> void expectEnd(Scene scene, Pipeline<T> pipeline) throws InterruptedException {
    for (int i = 1; i <= 3; i++) {
      String message = get(pipeline);
      scene.expect(
          message.equals(NOTHING),
          Kind.WRONG_RESULT,
          "The pipeline is closed and empty, so getMessage() has to return an empty Optional however often it is asked; call"
              + " %d returned %s.",
          i,
          quoted(message));
    }
  }

  private static void expectRefused(Scene scene, Pipeline<String> pipeline, String message) {
    String outcome = set(pipeline, message);
    scene.expect(
        outcome.equals(REFUSED),
        Kind.WRONG_RESULT,
        "The pipeline is closed, so setMessage() has to throw an IllegalStateException; it %s.",
        outcome.equals(SET) ? "returned normally" : "threw an " + outcome);
  }

  private static void expectGone(Scene scene, Actor actor, String method) {
    scene.expect(
        actor.hasEnded(),
        Kind.STUCK,
        "%s was interrupted while it waited in %s, but it still waits.",
        actor.name(),
        method);
  }

  private static void expectOutcome(
      Scene scene, String call, String expected, Journal<String> outcomes) {
    for (String outcome : outcomes.entries()) {
      scene.expect(
          outcome.equals(expected),
          Kind.WRONG_RESULT,
          "%s has to end with %s; it ended with %s.",
          call,
          inWords(expected),
          inWords(outcome));
    }
  }

  private static String inWords(String outcome) {
    return switch (outcome) {
      case NOTHING -> "an empty Optional";
      case SET -> "a normal return";
      case INTERRUPTED, REFUSED -> "an " + outcome;
      default -> quoted(outcome);
    };
  }

  private static void expectReceived(Scene scene, List<String> expected, List<String> received) {
    for (int i = 0; i < Math.max(expected.size(), received.size()); i++) {
      String due = i < expected.size() ? expected.get(i) : "no message";
      String actual = i < received.size() ? received.get(i) : "no message";
      scene.expect(
          due.equals(actual),
          Kind.WRONG_RESULT,
          "Number %d to come out has to be %s, but it is %s.",
          i + 1,
          quoted(due),
          quoted(actual));
    }
  }

  private static void expectEachOnce(Scene scene, List<String> sent, List<String> received) {
    List<String> missing = new ArrayList<>(sent);
    List<String> extra = new ArrayList<>();
    for (String message : received) {
      if (!missing.remove(message)) {
        extra.add(message);
      }
    }
    scene.expect(
        missing.isEmpty() && extra.isEmpty(),
        Kind.WRONG_RESULT,
        "Each message has to come out once. Of %d messages, %s never came out, and %s came out without being set or once too"
            + " often.",
        sent.size(),
        missing.isEmpty() ? "none" : listed(missing),
        extra.isEmpty() ? "none" : listed(extra));
  }

  private static void expectNoneTwice(Scene scene, List<String> received) {
    List<String> seen = new ArrayList<>();
    for (String message : received) {
      scene.expect(
          !seen.contains(message),
          Kind.WRONG_RESULT,
          "The message \"%s\" was set once and came out twice.",
          message);
      seen.add(message);
    }
  }

  /**
   * The messages of one setter, in what one getter received, must be in the order in which they
   * were set.
   */
  private static void expectOrder(Scene scene, int setter, int getter, List<String> received) {
    String prefix = setter + "-";
    int last = 0;
    for (String message : received) {
      if (message.startsWith(prefix)) {
        int number = Integer.parseInt(message.substring(prefix.length()));
        scene.expect(
            last < number,
            Kind.WRONG_RESULT,
            "A setter set its message %d before its message %d, but getter %d received them the other way round.",
            number,
            last,
            getter);
        last = number;
      }
    }
  }

  private static String quoted(String message) {
    return message.equals(NOTHING) || message.equals("null") || message.equals("no message")
        ? message
        : "\"" + message + "\"";
  }

  private static String listed(List<String> messages) {
    if (messages.isEmpty()) {
      return NOTHING;
    }
    StringBuilder text = new StringBuilder();
    for (String message : messages.subList(0, Math.min(5, messages.size()))) {
      text.append(text.length() == 0 ? "" : ", ").append(quoted(message));
    }
    return messages.size() > 5 ? text + ", ..." : text.toString();
  }

  private static String numbers(List<Integer> messages) {
    if (messages.isEmpty()) {
      return NOTHING;
    }
    String shown = messages.subList(0, Math.min(5, messages.size())).toString();
    String inner = shown.substring(1, shown.length() - 1);
    return messages.size() > 5 ? inner + ", ... (" + messages.size() + " messages)" : inner;
  }
}
