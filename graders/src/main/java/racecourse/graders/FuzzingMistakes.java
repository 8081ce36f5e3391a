package racecourse.graders;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Recogniser;
import racecourse.engine.diagnose.Sym;
import racecourse.engine.model.Action;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** The misconceptions that only the checks of the fuzzer can tell. */
final class FuzzingMistakes {
  private FuzzingMistakes() {}

  static List<Recogniser> all() {
    return List.of(
        FuzzingMistakes::wrongVerdict,
        FuzzingMistakes::constantSeed,
        FuzzingMistakes::unseeded,
        FuzzingMistakes::offIsASeed,
        FuzzingMistakes::noSeedAtAll,
        FuzzingMistakes::oneSeed,
        FuzzingMistakes::idlePoint,
        FuzzingMistakes::anotherSeed,
        FuzzingMistakes::oneRoundMore,
        FuzzingMistakes::oneThreadLess,
        FuzzingMistakes::tellsTooEarly);
  }

  /** An experiment that finds what is not there, or does not find what is. */
  private static @Nullable Diagnosis wrongVerdict(Case c) {
    Body find = c.code().named("find");
    if (!c.is(Kind.WRONG_RESULT) || find == null) {
      return null;
    }
    boolean accused = c.says("always right,") && c.follows(FuzzingGrader.ACCUSED);
    boolean silent = c.says("no seed") && c.follows(FuzzingGrader.NOT_THE_TRUTH);
    if (accused && !c.code().deepCalls(find, "empty")) {
      return new Diagnosis("accuses", "find() always says yes in the end.", -1, "");
    }
    if (silent && c.code().ops().noneMatch(op -> op.callsOn("java/util/OptionalLong", "of"))) {
      return new Diagnosis("says-nothing", "find() always says no in the end.", -1, "");
    }
    List<Op> made =
        find.ops().stream().filter(op -> op.calls("get") && op.callsFunction()).toList();
    boolean once = made.size() == 1 && find.loop(made.get(0)) == null;
    if (once && c.follows(FuzzingGrader.NOT_FRESH) && rounds(find) == 1) {
      return new Diagnosis(
          "ignores-the-rounds", "Nothing leads from one round to the next one.", -1, "");
    }
    if (once && rounds(find) > 1 && (accused || c.follows(FuzzingGrader.NOT_FRESH))) {
      return new Diagnosis(
          "counter-reused",
          "Line %d makes the counter once, for all rounds.".formatted(made.get(0).line()),
          -1,
          "");
    }
    for (Op test : find.ops()) {
      boolean compares =
          test.what() == Op.What.IF
              && test.args().size() == 2
              && test.args().get(0).kind() == Sym.Kind.CALL
              && test.args().get(0).text().endsWith(".get()");
      if (compares && silent && test.name().equals("<=")) {
        return new Diagnosis(
            "compares-the-wrong-way",
            "Line %d looks for more than there should be; what is lost is missing."
                .formatted(test.line()),
            -1,
            "");
      }
      if (compares
          && silent
          && test.args().get(1).kind() == Sym.Kind.CONSTANT
          && test.args().get(1).text().equals("1")) {
        return new Diagnosis(
            "compares-the-wrong-way",
            "Line %d looks for one kind of loss only.".formatted(test.line()),
            -1,
            "");
      }
      if (compares && accused && test.args().get(1).text().matches("\\(parameter\\d-1\\)")) {
        return new Diagnosis(
            "off-by-one",
            "Line %d compares with one less than there are threads.".formatted(test.line()),
            -1,
            "");
      }
    }
    return accused || c.follows(FuzzingGrader.NOT_INCREMENTED) ? tooEarly(c) : null;
  }

  /** How many loops are around what starts a thread. */
  private static long rounds(Body find) {
    return find.calls("start", "execute", "submit")
        .mapToLong(
            op ->
                find.backward().stream()
                    .map(Body.Jump::first)
                    .distinct()
                    .filter(
                        first ->
                            find.backward().stream()
                                .anyMatch(
                                    jump ->
                                        jump.first() == first
                                            && jump.first() <= op.index()
                                            && op.index() <= jump.last()))
                    .count())
        .max()
        .orElse(0);
  }

  private static @Nullable Diagnosis tooEarly(Case c) {
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      if (step.action() == Action.CALLBACK
          && step.subject().contains("Supplier.get")
          && !step.thread().equals("main")
          && !step.thread().contains(FuzzingGrader.FINDER)) {
        return new Diagnosis(
            "counter-per-thread",
            "%s makes a counter of its own.".formatted(c.who(i)),
            i,
            "nobody else counts with it");
      }
      boolean timed =
          step.action() == Action.JOIN
              && c.ops(i).stream().anyMatch(op -> op.calls("join") && !op.args().isEmpty());
      if (timed) {
        return new Diagnosis(
            "gives-up",
            "%s waits for a while, and goes on, whether %s has ended or not."
                .formatted(c.who(i), step.subject()),
            i,
            "not as long as it takes");
      }
    }
    Body find = c.code().named("find");
    for (int i = 0; i < c.trail().size(); i++) {
      Step step = c.trail().at(i);
      boolean left =
          step.action() == Action.START
              && c.trail().steps().stream()
                  .noneMatch(
                      each ->
                          each.action() == Action.JOIN && each.subject().equals(step.subject()));
      if (!left || find == null || c.code().deepCalls(find, "await", "wait", "acquire")) {
        continue;
      }
      boolean sleeps = find.calls("sleep").findAny().isPresent();
      return sleeps
          ? new Diagnosis(
              "sleep-orders-threads",
              "%s starts %s, and then sleeps for a while and hopes."
                  .formatted(c.who(i), step.subject()),
              i,
              "nobody waits for it")
          : new Diagnosis(
              "no-join",
              "%s starts %s, and nobody waits for its end.".formatted(c.who(i), step.subject()),
              i,
              "nobody waits for it");
    }
    return null;
  }

  /** The seed that is handed out is a constant. */
  private static @Nullable Diagnosis constantSeed(Case c) {
    List<String> seeds = c.filledIn(FuzzingGrader.ANOTHER_SEED);
    Op constant =
        c.code()
            .ops()
            .filter(op -> op.callsOn("java/util/OptionalLong", "of"))
            .filter(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
            .findFirst()
            .orElse(null);
    return c.is(Kind.WRONG_RESULT)
            && constant != null
            && seeds != null
            && seeds.get(0).matches("\\[%1$s(, %1$s)*\\]".formatted(constant.args().get(0).text()))
        ? new Diagnosis(
            "wrong-seed",
            "Line %d hands out %s, whatever seed it was."
                .formatted(constant.line(), constant.args().get(0).text()),
            -1,
            "")
        : null;
  }

  /** The same seed has to make the same choices; what the code draws from has no seed. */
  private static @Nullable Diagnosis unseeded(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.follows(FuzzingGrader.OTHER_CHOICES)) {
      return null;
    }
    Op draws =
        c.code()
            .ops()
            .filter(
                op ->
                    op.callsOn("java/lang/Math", "random")
                        || op.callsOn("java/util/concurrent/ThreadLocalRandom", "current")
                        || op.calls("nanoTime", "currentTimeMillis", "threadId")
                        || op.callsOn("java/lang/Thread", "getId")
                        || op.callsOn("java/util/Random", "<init>") && op.args().isEmpty())
            .findFirst()
            .orElse(null);
    boolean shared =
        c.code()
            .fields()
            .anyMatch(field -> field.isStatic() && field.desc().equals("Ljava/util/Random;"));
    if (draws == null && shared) {
      return new Diagnosis(
          "static-state", "One Random in a static field is for all of them.", -1, "");
    }
    return draws == null
        ? null
        : new Diagnosis(
            "unseeded",
            "What line %d draws from does not depend on the seed.".formatted(draws.line()),
            -1,
            "");
  }

  /** Off is one of the seeds. */
  private static @Nullable Diagnosis offIsASeed(Case c) {
    Body off = c.code().named("off");
    return c.is(Kind.WRONG_RESULT)
            && off != null
            && c.follows(FuzzingGrader.NOT_OFF)
            && c.code().deepCalls(off, "seeded", "<init>")
            && c.code().deep(off).stream()
                .anyMatch(op -> op.args().stream().anyMatch(arg -> arg.text().equals("0")))
        ? new Diagnosis("off-is-a-seed", "off() is the same as the seed 0.", -1, "")
        : null;
  }

  /** What the rounds run with is off. */
  private static @Nullable Diagnosis noSeedAtAll(Case c) {
    Body find = c.code().named("find");
    return c.is(Kind.WRONG_RESULT)
            && find != null
            && c.follows(FuzzingGrader.NOT_FOUND)
            && c.code().deepCalls(find, "off")
            && !c.code().deepCalls(find, "seeded")
        ? new Diagnosis(
            "point-does-nothing", "find() runs its rounds with Fuzz.off(), and no other.", -1, "")
        : null;
  }

  /** All rounds run with one seed. */
  private static @Nullable Diagnosis oneSeed(Case c) {
    Body find = c.code().named("find");
    if (!c.is(Kind.WRONG_RESULT) || find == null || !c.follows(FuzzingGrader.NOT_FOUND)) {
      return null;
    }
    List<Op> seeded =
        c.code().deep(find).stream()
            .filter(op -> op.calls("seeded") && !op.args().isEmpty())
            .toList();
    return !seeded.isEmpty()
            && seeded.stream().allMatch(op -> op.args().get(0).kind() == Sym.Kind.CONSTANT)
        ? new Diagnosis(
            "same-round-again",
            "Line %d gives every round the seed %s."
                .formatted(seeded.get(0).line(), seeded.get(0).args().get(0).text()),
            -1,
            "")
        : null;
  }

  /** A point draws a number, or computes, and nobody else gets a turn. */
  private static @Nullable Diagnosis idlePoint(Case c) {
    Body point = c.code().named("point");
    if (!c.is(Kind.WRONG_RESULT) || point == null || !c.follows(FuzzingGrader.NOT_FOUND)) {
      return null;
    }
    List<Op> does = c.code().deep(point);
    boolean only =
        does.stream()
            .allMatch(
                op ->
                    op.what() != Op.What.LAMBDA
                        && (op.what() != Op.What.CALL
                            || op.owner().equals("java/util/Random")
                            || op.owner().equals("java/util/SplittableRandom")
                            || op.owner().equals("java/lang/Math")
                            || op.name().equals("<init>")
                            || c.code().isOwn(op.owner())));
    return only && does.stream().anyMatch(op -> op.owner().startsWith("java/util/"))
        ? new Diagnosis(
            "point-does-nothing",
            "point() neither sleeps nor yields nor waits, whatever number it draws.",
            -1,
            "")
        : null;
  }

  /** The seed that is handed out is computed in another way than the one that was used. */
  private static @Nullable Diagnosis anotherSeed(Case c) {
    Body find = c.code().named("find");
    if (!c.is(Kind.WRONG_RESULT) || find == null || !c.follows(FuzzingGrader.ANOTHER_SEED)) {
      return null;
    }
    List<Op> used = find.calls("seeded").toList();
    List<Op> told =
        find.ops().stream().filter(op -> op.callsOn("java/util/OptionalLong", "of")).toList();
    if (used.size() != 1 || told.size() != 1) {
      return null;
    }
    String one = used.get(0).args().get(0).text();
    String other = told.get(0).args().get(0).text();
    return one.contains(other) && !one.equals(other)
        ? new Diagnosis(
            "wrong-seed",
            "Line %d uses one number as the seed, and line %d hands out another one."
                .formatted(used.get(0).line(), told.get(0).line()),
            -1,
            "")
        : null;
  }

  private static boolean compares(Body find, String how, String what) {
    return find.ops(Op.What.IF)
        .anyMatch(
            test ->
                test.name().equals(how)
                    && test.args().size() == 2
                    && test.args().get(1).text().matches(what));
  }

  /** A loop goes on while its number is the number of rounds, too. */
  private static @Nullable Diagnosis oneRoundMore(Case c) {
    Body find = c.code().named("find");
    List<String> said = c.filledIn(FuzzingGrader.NOT_FRESH);
    return c.is(Kind.WRONG_RESULT)
            && find != null
            && said != null
            && Integer.parseInt(said.get(2)) == Integer.parseInt(said.get(0)) + 1
            && c.code().ops().filter(op -> op.calls("get") && op.callsFunction()).count() == 1
            && compares(find, ">", "parameter\\d")
        ? new Diagnosis(
            "off-by-one",
            "A loop that begins with 0 and goes on up to %s runs %s times."
                .formatted(said.get(0), said.get(2)),
            -1,
            "")
        : null;
  }

  /** One thread fewer than it was told. */
  private static @Nullable Diagnosis oneThreadLess(Case c) {
    Body find = c.code().named("find");
    List<String> said = c.filledIn(FuzzingGrader.NOT_INCREMENTED);
    return c.is(Kind.WRONG_RESULT)
            && find != null
            && said != null
            && said.get(1).equals(said.get(2))
            && Integer.parseInt(said.get(1)) == Integer.parseInt(said.get(0)) - 1
            && compares(find, ">=", "\\(parameter\\d-1\\)")
        ? new Diagnosis(
            "off-by-one",
            "A loop goes on up to one less than there should be threads: %s of %s increment."
                .formatted(said.get(1), said.get(0)),
            -1,
            "")
        : null;
  }

  /** A thread tells that it is done, and only then begins. */
  private static @Nullable Diagnosis tellsTooEarly(Case c) {
    if (!c.is(Kind.WRONG_RESULT) || !c.says("always right") || !c.follows(FuzzingGrader.ACCUSED)) {
      return null;
    }
    for (Body body : c.code().bodies()) {
      List<Op> tells = body.calls("countDown", "arrive", "release").toList();
      Op does = body.calls("increment").findFirst().orElse(null);
      if (does != null
          && !tells.isEmpty()
          && body.backward().isEmpty()
          && body.calls("await", "acquire", "wait").findAny().isEmpty()
          && tells.stream().allMatch(op -> op.index() < does.index())) {
        return new Diagnosis(
            "signals-before-state",
            "Line %d says that the increment is done, and line %d begins with it."
                .formatted(tells.get(0).line(), does.line()),
            -1,
            "");
      }
    }
    return null;
  }
}
