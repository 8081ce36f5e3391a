package racecourse.engine.vmlens;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/**
 * A cycle of threads, each of which waits for a lock that the next one holds.
 *
 * @param members the threads, in the order in which they wait for each other
 */
record Deadlock(List<Member> members) {

  /**
   * One thread of the cycle.
   *
   * @param id the thread's id
   * @param thread its name
   * @param lock what it wants, as a name
   * @param holder the name of the thread that has it
   * @param place where it waits
   */
  record Member(long id, String thread, String lock, String holder, Place place) {}

  Deadlock {
    members = List.copyOf(members);
  }

  /**
   * A cycle that is there now and that no thread in it can leave by itself, or nothing.
   *
   * @param ignored ids of threads whose cycles are known
   * @param studentPackage the prefix of the names of the student's classes
   */
  static Optional<Deadlock> find(Set<Long> ignored, String studentPackage) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] ids = threads.findDeadlockedThreads();
    if (ids == null) {
      return Optional.empty();
    }
    Map<Long, ThreadInfo> blocked = new LinkedHashMap<>();
    for (ThreadInfo info : threads.getThreadInfo(ids, Integer.MAX_VALUE)) {
      if (info != null && !ignored.contains(info.getThreadId())) {
        blocked.put(info.getThreadId(), info);
      }
    }
    for (ThreadInfo first : blocked.values()) {
      List<ThreadInfo> cycle = cycleFrom(first, blocked);
      if (!cycle.isEmpty() && cycle.stream().allMatch(Deadlock::countsAsStuck)) {
        return Optional.of(describe(cycle, studentPackage));
      }
    }
    return Optional.empty();
  }

  /** The ids of the threads in the cycle. */
  Set<Long> ids() {
    Set<Long> ids = new TreeSet<>();
    members.forEach(member -> ids.add(member.id()));
    return ids;
  }

  /** The finding for the student. */
  Finding finding() {
    StringBuilder sentence = new StringBuilder("Deadlock: ");
    List<Step> schedule = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (i > 0) {
        sentence.append(i == members.size() - 1 ? ", and " : ", ");
      }
      sentence
          .append(member.thread())
          .append(" waits to lock ")
          .append(member.lock())
          .append(", held by ")
          .append(member.holder());
      schedule.add(
          new Step(
              member.thread(),
              member.place().file(),
              member.place().line(),
              Action.BLOCKED,
              member.lock(),
              null,
              "held by " + member.holder()));
    }
    Place place = members.get(0).place();
    return new Finding(
        Kind.DEADLOCK,
        sentence.append('.').toString(),
        null,
        place.file(),
        place.line(),
        schedule,
        "",
        members.get(0).lock());
  }

  private static List<ThreadInfo> cycleFrom(ThreadInfo first, Map<Long, ThreadInfo> blocked) {
    List<ThreadInfo> cycle = new ArrayList<>();
    ThreadInfo next = first;
    do {
      cycle.add(next);
      next = blocked.get(next.getLockOwnerId());
    } while (next != null && next != first && cycle.size() <= blocked.size());
    return next == first ? cycle : List.of();
  }

  /** A timed wait ends by itself, and a cycle inside vmlens is not the student's. */
  private static boolean countsAsStuck(ThreadInfo info) {
    return (info.getThreadState() == Thread.State.BLOCKED
            || info.getThreadState() == Thread.State.WAITING)
        && !Mishap.insideVmlens(info.getStackTrace());
  }

  private static Deadlock describe(List<ThreadInfo> cycle, String studentPackage) {
    Map<Integer, String> names = lockNames(cycle);
    List<Member> members = new ArrayList<>();
    for (ThreadInfo info : cycle) {
      members.add(
          new Member(
              info.getThreadId(),
              info.getThreadName(),
              names.getOrDefault(identity(info), "a lock"),
              String.valueOf(info.getLockOwnerName()),
              Place.first(info.getStackTrace(), studentPackage)));
    }
    return new Deadlock(members);
  }

  /** The locks by what they are, numbered where two are of one kind: "Account 1", "Account 2". */
  private static Map<Integer, String> lockNames(List<ThreadInfo> cycle) {
    Map<String, List<Integer>> byKind = new HashMap<>();
    for (ThreadInfo info : cycle) {
      List<Integer> same = byKind.computeIfAbsent(kind(info), kind -> new ArrayList<>());
      if (!same.contains(identity(info))) {
        same.add(identity(info));
      }
    }
    Map<Integer, String> names = new HashMap<>();
    byKind.forEach(
        (kind, same) -> {
          for (int i = 0; i < same.size(); i++) {
            names.put(same.get(i), same.size() == 1 ? kind : kind + " " + (i + 1));
          }
        });
    return names;
  }

  private static int identity(ThreadInfo info) {
    LockInfo lock = info.getLockInfo();
    return lock == null ? 0 : lock.getIdentityHashCode();
  }

  /** Of a lock of the JDK the class that its user knows, not its inner part. */
  private static String kind(ThreadInfo info) {
    LockInfo lock = info.getLockInfo();
    if (lock == null) {
      return "a lock";
    }
    String name = lock.getClassName();
    if (name.startsWith("java.util.concurrent.") && name.indexOf('$') > 0) {
      name = name.substring(0, name.indexOf('$'));
    }
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
