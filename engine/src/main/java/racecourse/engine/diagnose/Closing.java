package racecourse.engine.diagnose;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * The misconceptions about the end of a queue's life. All demand a schedule in which something that
 * was put in is not taken out, and who had left or closed by then.
 */
final class Closing {
  private static final Set<String> PUTS =
      Set.of("add", "addLast", "offer", "offerLast", "put", "push");
  private static final Set<String> TAKES =
      Set.of("poll", "pollFirst", "remove", "removeFirst", "take", "pop");

  private Closing() {}

  private static boolean does(Step step, Set<String> methods) {
    return methods.contains(Trail.method(step))
        && (step.action() == Action.WRITE
            || step.action() == Action.CALL
                && !"false".equals(step.value())
                && !"null".equals(step.value()));
  }

  /** How many more were put into the queue than taken out of it, before the step. */
  private static int left(Case c, String queue, int end) {
    int left = 0;
    for (int i = 0; i < end; i++) {
      Step step = c.trail().at(i);
      if (Trail.variable(step).equals(queue)) {
        left += does(step, PUTS) ? 1 : does(step, TAKES) ? -1 : 0;
      }
    }
    return left;
  }

  /**
   * The last thing that is put into a queue is never taken out: the thread that took from it before
   * has left without waiting, and nobody had closed anything by then. If it was the putting thread
   * that had raised a flag first, the flag came too early.
   */
  static @Nullable Diagnosis leavesEarly(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    int put = c.trail().size() - 1;
    while (put >= 0 && !does(c.trail().at(put), PUTS)) {
      put--;
    }
    if (put < 0) {
      return null;
    }
    String producer = c.trail().thread(put);
    String queue = Trail.variable(c.trail().at(put));
    String consumer = "";
    for (int i = 0; i < c.trail().size(); i++) {
      if (Trail.variable(c.trail().at(i)).equals(queue) && does(c.trail().at(i), TAKES)) {
        if (i > put || c.trail().thread(i).equals(producer)) {
          return null;
        }
        consumer = c.trail().thread(i);
      }
    }
    int last = consumer.isEmpty() ? -1 : c.trail().last(consumer);
    boolean gone =
        last >= 0
            && last < put
            && !c.trail()
                .endsWith(
                    consumer, Action.WAIT, Action.BLOCKED, Action.SLEEP, Action.JOIN, Action.THROW);
    boolean thrown = c.trail().steps().stream().anyMatch(step -> step.action() == Action.THROW);
    if (!gone || thrown || !runs(c) || consumer.equals("main") || c.trail().threads().size() < 2) {
      return null;
    }
    int flag = -1;
    boolean others = false;
    for (int i = 0; i < put; i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.WRITE && "true".equals(step.value())) {
        flag = step.thread().equals(producer) && i < last ? i : flag;
        others |= !step.thread().equals(producer);
      }
    }
    if (others) {
      return null;
    }
    return flag >= 0
        ? new Diagnosis(
            "event-before-last-put",
            "%s says that it is over, %s leaves, and only then %s puts something in."
                .formatted(c.who(flag), consumer, c.who(put)),
            flag,
            "more is to come")
        : new Diagnosis(
            "consumer-leaves-early",
            "%s takes its last look in line %d and leaves; after that %s puts something in."
                .formatted(consumer, c.line(last), c.who(put)),
            put,
            "nobody is there any more");
  }

  /**
   * Whether the code itself has the loop of a thread that takes, as long as it wants to, and no
   * wait with a time limit that could be what ends it.
   */
  private static boolean runs(Case c) {
    return c.code().bodies().stream()
        .filter(body -> body.name().equals("run") && !body.backward().isEmpty())
        .map(c.code()::deep)
        .filter(
            ops ->
                ops.stream()
                    .anyMatch(
                        op ->
                            op.what() == Op.What.CALL
                                && TAKES.contains(op.name())
                                && op.owner().startsWith("java/util/")))
        .anyMatch(
            ops ->
                ops.stream()
                    .noneMatch(
                        op ->
                            op.calls("poll", "await", "awaitNanos", "wait")
                                && !op.args().isEmpty()));
  }

  /**
   * A thread sees that a flag is up and leaves the method without having taken anything, though
   * there is something left; its method takes when the flag is down.
   */
  static @Nullable Diagnosis closedMeansEmpty(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || c.interrupted()) {
      return null;
    }
    int look = c.trail().size() - 1;
    while (look >= 0 && c.trail().at(look).action() == Action.UNLOCK) {
      look--;
    }
    if (look < 0
        || c.trail().at(look).action() != Action.READ
        || !"true".equals(c.trail().at(look).value())) {
      return null;
    }
    for (Op get : c.ops(look)) {
      Op take =
          get.what() == Op.What.GET
              ? get.body().ops().stream()
                  .filter(op -> op.index() > get.index())
                  .filter(op -> op.what() == Op.What.CALL && TAKES.contains(op.name()))
                  .filter(op -> op.owner().startsWith("java/util/"))
                  .findFirst()
                  .orElse(null)
              : null;
      boolean tested = get.body().ops(Op.What.IF).anyMatch(test -> test.dependsOn(get.index()));
      if (take == null || !tested) {
        continue;
      }
      String queue = take.receiver().substring(take.receiver().lastIndexOf('.') + 1);
      if (left(c, queue, look) > 0) {
        return new Diagnosis(
            "closed-means-empty",
            "%s sees %s: true and leaves, with %d still in %s."
                .formatted(c.who(look), c.trail().at(look).subject(), left(c, queue, look), queue),
            look,
            "something is left");
      }
    }
    return null;
  }

  /** What is left in a queue is cleared by the method that closes it. */
  static @Nullable Diagnosis clears(Case c) {
    if (!c.is(Kind.WRONG_RESULT)) {
      return null;
    }
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean clears =
          Set.of("clear", "removeAll").contains(Trail.method(step))
              && (step.action() == Action.WRITE || step.action() == Action.CALL);
      boolean closing =
          clears
              && c.bodies(i).stream()
                  .anyMatch(
                      body ->
                          body.name().equals("close")
                              && body.ops(Op.What.PUT)
                                  .anyMatch(
                                      op ->
                                          op.desc().equals("Z")
                                              && op.args().get(0).text().equals("1")));
      int left = closing ? left(c, Trail.variable(step), i) : 0;
      if (left > 0) {
        return new Diagnosis(
            "closed-means-empty",
            "%s throws away what is still in %s: %d."
                .formatted(c.who(i), Trail.variable(step), left),
            i,
            "something is left");
      }
    }
    return null;
  }
}
