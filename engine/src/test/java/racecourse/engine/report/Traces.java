package racecourse.engine.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** What the explorer wrote down of submissions that are wrong. */
final class Traces {

  private Traces() {}

  /** Steps from lines of the form {@code thread | line | what it did}. */
  static List<Step> of(String file, String text) {
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.strip().split(" \\| ", 3);
      String[] did = parts[2].split(" ", 2);
      String rest = did.length > 1 ? did[1] : "";
      int colon = rest.lastIndexOf(": ");
      Action action =
          List.of(Action.values()).stream()
              .filter(one -> one.id().equals(did[0]))
              .findFirst()
              .orElseThrow();
      steps.add(
          new Step(
              parts[0],
              file,
              Integer.parseInt(parts[1]),
              action,
              colon < 0 ? rest : rest.substring(0, colon),
              colon < 0 ? null : rest.substring(colon + 2),
              null));
    }
    return steps;
  }

  /** Two locks in opposite orders; a fourth thread is not part of it. */
  static Finding lockOrder() {
    return new Finding(
        Kind.DEADLOCK,
        "Deadlock: updater 2 waits to lock log, which is held by reader; reader waits to lock data, which is held by updater 2.",
        null,
        "racecourse/fakedatabase/FakeDatabase.java",
        17,
        of(
            "racecourse/fakedatabase/FakeDatabase.java",
            """
          main | 7 | write lastWriter: "nobody"
          updater 1 | 10 | lock data
          updater 1 | 11 | read value: 0
          updater 1 | 13 | sleep 100 ms
          reader | 25 | lock log
          reader | 26 | read lastWriter: "nobody"
          reader | 27 | unlock log
          updater 1 | 17 | lock log
          updater 1 | 18 | write lastWriter: "updater 1"
          updater 1 | 19 | write value: 1
          updater 1 | 20 | unlock log
          updater 1 | 21 | unlock data
          updater 1 | 25 | lock log
          updater 1 | 26 | read lastWriter: "updater 1"
          updater 1 | 29 | lock data
          updater 1 | 30 | read value: 1
          updater 1 | 30 | unlock data
          updater 1 | 30 | unlock log
          updater 2 | 10 | lock data
          updater 2 | 11 | read value: 1
          updater 2 | 13 | sleep 100 ms
          reader | 25 | lock log
          reader | 26 | read lastWriter: "updater 1"
          reader | 29 | blocked data
          updater 2 | 17 | blocked log
          """),
        "",
        "");
  }

  /** The one wake-up goes to a getter where a setter needed it. */
  static Finding notifyWakesOne() {
    return new Finding(
        Kind.STUCK,
        "Stuck: setter 2 waits in setMessage() in line 21, getter 1 waits in getMessage() in line 32, and no thread is left that could change that.",
        null,
        "racecourse/queuepipeline/Pipeline.java",
        21,
        of(
            "racecourse/queuepipeline/Pipeline.java",
            """
          getter 2 | 31 | lock Pipeline
          getter 2 | 31 | read closed: false
          getter 2 | 31 | read messages.isEmpty()
          getter 2 | 32 | wait Pipeline
          getter 1 | 31 | lock Pipeline
          getter 1 | 31 | read closed: false
          getter 1 | 31 | read messages.isEmpty()
          getter 1 | 32 | wait Pipeline
          setter 1 | 20 | lock Pipeline
          setter 1 | 20 | read closed: false
          setter 1 | 20 | read messages.size()
          setter 1 | 23 | read closed: false
          setter 1 | 26 | write messages.addLast()
          setter 1 | 27 | notify Pipeline: 1 thread
          setter 1 | 20 | unlock Pipeline
          setter 2 | 20 | lock Pipeline
          setter 2 | 20 | read closed: false
          setter 2 | 20 | read messages.size()
          setter 2 | 21 | wait Pipeline
          getter 2 | 32 | resume Pipeline
          getter 2 | 31 | read closed: false
          getter 2 | 31 | read messages.isEmpty()
          getter 2 | 34 | notify Pipeline: 1 thread
          getter 2 | 35 | write messages.pollFirst()
          getter 2 | 31 | unlock Pipeline
          getter 1 | 32 | resume Pipeline
          getter 1 | 31 | read closed: false
          getter 1 | 31 | read messages.isEmpty()
          getter 1 | 32 | wait Pipeline
          """),
        "",
        "");
  }

  /** The setter signals the condition that setters wait for. */
  static Finding wrongCondition() {
    return new Finding(
        Kind.STUCK,
        "Stuck: consumer waits in getMessage() in line 31, and no thread is left that could change that.",
        null,
        "racecourse/twolockpipeline/Pipeline.java",
        31,
        of(
            "racecourse/twolockpipeline/Pipeline.java",
            """
          consumer | 28 | lock lock
          consumer | 30 | read full: false
          consumer | 31 | wait notEmpty
          producer | 14 | lock lock
          producer | 16 | read full: false
          producer | 19 | write message: "tea"
          producer | 20 | write full: true
          producer | 21 | notify notFull
          producer | 23 | unlock lock
          """),
        "",
        "");
  }

  /** An update that is lost; no note says which step does it. */
  static Finding noLock() {
    return new Finding(
        Kind.LOST_UPDATE,
        "Two updaters each added one, but value() is 1 instead of 2.",
        null,
        "racecourse/fakedatabase/FakeDatabase.java",
        18,
        of(
            "racecourse/fakedatabase/FakeDatabase.java",
            """
          main | 4 | write value: 0
          updater 1 | 7 | read value: 0
          updater 1 | 10 | sleep 100 ms
          updater 2 | 7 | read value: 0
          updater 2 | 10 | sleep 100 ms
          updater 1 | 14 | write value: 1
          updater 2 | 14 | write value: 1
          main | 18 | read value: 1
          """),
        "",
        "FakeDatabase.value");
  }

  /** Two threads spin on a plain field until a third writes it. */
  static Finding plainFlag() {
    return new Finding(
        Kind.DATA_RACE,
        "Data race on Event.happened: waiter 1 reads it in line 15 and main writes it in line 7, and nothing orders the two.",
        null,
        "racecourse/queuepipeline/Event.java",
        7,
        spinning(),
        "",
        "Event.happened");
  }

  private static List<Step> spinning() {
    List<Step> steps = new ArrayList<>();
    for (int round = 0; round < 90; round++) {
      for (String waiter : List.of("waiter 1", "waiter 2")) {
        String file = "racecourse/queuepipeline/Event.java";
        steps.add(new Step(waiter, file, 15, Action.READ, "happened", "false", null));
        steps.add(new Step(waiter, file, 16, Action.SLEEP, "1 ms", null, null));
      }
    }
    steps.add(
        new Step(
            "main",
            "racecourse/queuepipeline/Event.java",
            7,
            Action.WRITE,
            "happened",
            null,
            null));
    return steps;
  }

  /** Twelve threads, of which two lose an update. */
  static Finding twelveThreads() {
    String file = "racecourse/fakedatabase/FakeDatabase.java";
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      if (i != 7 && i != 11) {
        steps.add(step(i, 20, Action.LOCK, "lock", null));
        steps.add(step(i, 21, Action.READ, "value", "" + (steps.size() / 4)));
        steps.add(step(i, 24, Action.WRITE, "value", "" + (steps.size() / 4 + 1)));
        steps.add(step(i, 26, Action.UNLOCK, "lock", null));
      }
    }
    steps.add(step(7, 21, Action.READ, "value", "10"));
    steps.add(step(11, 21, Action.READ, "value", "10"));
    steps.add(step(7, 24, Action.WRITE, "value", "11"));
    steps.add(step(11, 24, Action.WRITE, "value", "11"));
    return new Finding(
        Kind.LOST_UPDATE,
        "Twelve updaters each added one, but value() is 11 instead of 12.",
        "check-then-act",
        file,
        24,
        steps,
        "",
        "FakeDatabase.value");
  }

  private static Step step(int i, int line, Action action, String subject, @Nullable String value) {
    return new Step(
        "updater " + i,
        "racecourse/fakedatabase/FakeDatabase.java",
        line,
        action,
        subject,
        value,
        null);
  }

  /** A thread that dies with the lock in its hands. */
  static Finding diesWithTheLock() {
    String file = "racecourse/twolockpipeline/Pipeline.java";
    return new Finding(
        Kind.STUCK,
        "Stuck: consumer waits for a lock that producer holds in getMessage() in line 28, and no thread is left that"
            + " could change that.",
        "no-unlock-on-exception",
        file,
        28,
        of(
            file,
            """
            producer | 14 | lock lock
            producer | 16 | read full: true
            producer | 17 | throw IllegalStateException
            consumer | 28 | blocked lock
            """),
        "",
        "");
  }

  /** Two threads that give way to each other for ever. */
  static Finding livelock() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String file = "racecourse/lockorder/Bank.java";
      String who = i % 2 == 0 ? "alice→bob" : "bob→alice";
      String lock = i % 2 == 0 ? "alice" : "bob";
      String other = i % 2 == 0 ? "bob" : "alice";
      steps.add(new Step(who, file, 31, Action.LOCK, lock, null, null));
      steps.add(new Step(who, file, 32, Action.CALL, other + ".tryLock()", "false", null));
      steps.add(new Step(who, file, 36, Action.UNLOCK, lock, null, null));
    }
    return new Finding(
        Kind.LIVELOCK,
        "Livelock: alice→bob runs for ever without getting anywhere at Bank.java:31.",
        null,
        "racecourse/lockorder/Bank.java",
        31,
        steps,
        "",
        "");
  }

  /** A call of the student's that throws. */
  static Finding exception() {
    String file = "racecourse/queuepipeline/Pipeline.java";
    return new Finding(
        Kind.EXCEPTION,
        "getter 2 ended with NoSuchElementException at Pipeline.java:34.",
        null,
        file,
        34,
        of(
            file,
            """
            getter 1 | 31 | read messages.isEmpty()
            getter 2 | 31 | read messages.isEmpty()
            getter 1 | 34 | write messages.removeFirst()
            getter 2 | 34 | throw NoSuchElementException
            """),
        "",
        "");
  }

  /** Every one, by name. */
  static Map<String, Finding> all() {
    Map<String, Finding> all = new LinkedHashMap<>();
    all.put("lock-order", lockOrder());
    all.put("notify-wakes-one", notifyWakesOne());
    all.put("wrong-condition", wrongCondition());
    all.put("no-lock", noLock());
    all.put("plain-flag", plainFlag());
    all.put("twelve-threads", twelveThreads());
    all.put("dies-with-the-lock", diesWithTheLock());
    all.put("livelock", livelock());
    all.put("exception", exception());
    return all;
  }
}
