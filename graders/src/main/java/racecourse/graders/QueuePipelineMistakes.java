package racecourse.graders;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Trail;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the pipeline with a queue can tell. */
final class QueuePipelineMistakes {
  private static final String MARK = "Optional.empty";
  private static final Set<String> PUTS = Set.of("add", "put", "offer", "addLast", "push");
  private static final Set<String> TAKES =
      Set.of("remove", "poll", "take", "pop", "pollFirst", "removeFirst");

  private QueuePipelineMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        QueuePipelineMistakes::markCounted,
        QueuePipelineMistakes::inHand,
        QueuePipelineMistakes::lastKept,
        QueuePipelineMistakes::noFinalLook,
        QueuePipelineMistakes::resets,
        QueuePipelineMistakes::keepsThePermit);
  }

  private static boolean puts(Step step) {
    return PUTS.contains(Trail.method(step)) && !"false".equals(step.value());
  }

  private static boolean takes(Step step) {
    return TAKES.contains(Trail.method(step))
        && !"null".equals(step.value())
        && step.action() != Action.WAIT;
  }

  /** The size that the check complains of is that of a queue with an end mark in it. */
  private static @Nullable Diagnosis markCounted(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("is 1; it has to be 0")
        || !c.follows(QueuePipelineGrader.ANOTHER_SIZE)
        || c.trail().size() < 2) {
      return null;
    }
    int size = c.trail().size() - 1;
    Step last = c.trail().at(size);
    if (!Trail.method(last).equals("size") || !"1".equals(last.value())) {
      return null;
    }
    for (int i = size - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      if (puts(step) && Trail.variable(step).equals(Trail.variable(last))) {
        return step.subject().contains(MARK)
            ? new Diagnosis(
                "poison-is-counted",
                "%s puts the end mark in, and %s counts it.".formatted(c.who(i), c.who(size)),
                i,
                "counted as a message")
            : null;
      }
    }
    return null;
  }

  /** A thread has taken something from its source, looks whether it should stop, and leaves. */
  private static @Nullable Diagnosis inHand(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(QueuePipelineGrader.LOST) || c.interrupted()) {
      return null;
    }
    for (int i = c.trail().size() - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      if (step.action() != Action.CALLBACK || !step.subject().contains(".get(")) {
        continue;
      }
      for (int next = c.trail().after(step.thread(), i);
          next >= 0;
          next = c.trail().after(step.thread(), next)) {
        if (PUTS.contains(Trail.method(c.trail().at(next)))
            || Trail.method(c.trail().at(next)).startsWith("try")
            || c.trail().at(next).action() == Action.THROW) {
          return null;
        }
      }
      return new Diagnosis(
          "message-in-hand-dropped",
          "%s takes a message from the source, and leaves without having put it anywhere."
              .formatted(c.who(i)),
          i,
          "never put in");
    }
    return null;
  }

  /** Everything was put in and taken out, and of what one took the last one was not handed on. */
  private static @Nullable Diagnosis lastKept(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(QueuePipelineGrader.LOST) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int taken = 0;
      int handed = 0;
      int last = -1;
      for (int i = 0; i < c.trail().size(); i++) {
        Step step = c.trail().at(i);
        if (!step.thread().equals(thread)) {
          continue;
        }
        boolean out =
            takes(step) && (step.action() == Action.WRITE || step.action() == Action.CALL);
        taken += out ? 1 : 0;
        last = out ? i : last;
        handed += step.action() == Action.CALLBACK && step.subject().contains(".accept(") ? 1 : 0;
      }
      if (handed > 0 && taken == handed + 1) {
        return new Diagnosis(
            "last-message-kept",
            "%s takes a message, and ends without having handed it on.".formatted(c.who(last)),
            last,
            "kept for ever");
      }
    }
    return null;
  }

  /**
   * A look at the queue finds nothing, then a message comes and the lid is closed, and the lid is
   * all that the thread looks at before it says that nothing is left.
   */
  private static @Nullable Diagnosis noFinalLook(Case c) {
    boolean said =
        c.follows(QueuePipelineGrader.ENDED_TOO_EARLY) || c.follows(QueuePipelineGrader.LOST);
    if (!c.is(Kind.WRONG_RESULT) || !said || c.interrupted()) {
      return null;
    }
    for (int look = 0; look < c.trail().size(); look++) {
      Step step = c.trail().at(look);
      boolean nothing =
          step.action() == Action.CALL
              && Trail.method(step).equals("poll")
              && "null".equals(step.value());
      int flag = nothing ? c.trail().after(step.thread(), look) : -1;
      while (flag >= 0 && c.trail().at(flag).action() != Action.READ) {
        flag = c.trail().after(step.thread(), flag);
      }
      if (flag < 0 || !"true".equals(c.trail().at(flag).value())) {
        continue;
      }
      boolean again = false;
      for (int i = c.trail().after(step.thread(), flag);
          i >= 0;
          i = c.trail().after(step.thread(), i)) {
        again |= !Trail.method(c.trail().at(i)).isEmpty();
      }
      for (int put = look + 1; put < flag && !again; put++) {
        if (puts(c.trail().at(put))
            && Trail.variable(c.trail().at(put)).equals(Trail.variable(step))) {
          return new Diagnosis(
              "no-final-look",
              "%s finds nothing, %s puts a message in, and %s sees only that it is closed."
                  .formatted(c.who(look), c.who(put), c.who(flag)),
              flag,
              "without another look");
        }
      }
    }
    return null;
  }

  /** The one who waited for an event takes it back, so that it looks as if it had not come. */
  private static @Nullable Diagnosis resets(Case c) {
    if (!c.is(Kind.WRONG_RESULT)
        || !c.says("await() returned")
        || !c.follows(QueuePipelineGrader.NOT_SET)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.WRITE
          && "false".equals(step.value())
          && c.bodies(i).stream().anyMatch(body -> body.name().equals("await"))) {
        return new Diagnosis(
            "event-resets",
            "%s writes %s: false; for everybody else the event has not come."
                .formatted(c.who(i), step.subject()),
            i,
            "takes it back");
      }
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean once =
          step.action() == Action.SLEEP
              && c.ops(i).stream().anyMatch(op -> op.calls("sleep") && op.body().loop(op) == null);
      if (once) {
        return new Diagnosis(
            "sleep-orders-threads",
            "%s sleeps for a while, and returns whether the event has come or not."
                .formatted(c.who(i)),
            i,
            "and hopes");
      }
    }
    return flickers(c);
  }

  /** A waiter holds the only permit for a moment, and the permit is what says that it came. */
  private static @Nullable Diagnosis flickers(Case c) {
    for (int i = c.trail().size() - 1; i >= 0; i--) {
      Step step = c.trail().at(i);
      if (!Trail.method(step).equals("availablePermits") || !"0".equals(step.value())) {
        continue;
      }
      for (int lock = i - 1; lock >= 0; lock--) {
        if (c.trail().at(lock).action() == Action.LOCK
            && c.trail().at(lock).subject().equals(Trail.variable(step))) {
          return new Diagnosis(
              "event-flickers",
              "%s holds the permit for a moment, and %s sees none."
                  .formatted(c.who(lock), c.who(i)),
              lock,
              "takes it, and gives it back later");
        }
      }
    }
    return null;
  }

  /** Of several who wait for permits one has got one and keeps it, and there was only that one. */
  private static @Nullable Diagnosis keepsThePermit(Case c) {
    if (!c.is(Kind.STUCK) || c.interrupted()) {
      return null;
    }
    for (String thread : c.trail().threads()) {
      int blocked = c.trail().last(thread);
      if (c.trail().at(blocked).action() != Action.BLOCKED) {
        continue;
      }
      for (int lock = 0; lock < c.trail().size(); lock++) {
        Step step = c.trail().at(lock);
        Op acquire =
            step.action() == Action.LOCK
                    && step.subject().equals(c.trail().at(blocked).subject())
                    && !step.thread().equals(thread)
                    && c.line(lock) == c.line(blocked)
                ? c.locking(lock)
                : null;
        boolean given =
            c.trail().steps().stream()
                    .filter(
                        each ->
                            each.action() == Action.UNLOCK && each.subject().equals(step.subject()))
                    .count()
                == 1;
        if (acquire != null
            && given
            && acquire.owner().equals("java/util/concurrent/Semaphore")
            && acquire.body().calls("release").findAny().isEmpty()
            && acquire.body().name().equals("await")) {
          return new Diagnosis(
              "notify-wakes-one",
              "%s gets the one permit and keeps it; %s waits for another one."
                  .formatted(c.who(lock), c.who(blocked)),
              lock,
              "the only one");
        }
      }
    }
    return null;
  }
}
