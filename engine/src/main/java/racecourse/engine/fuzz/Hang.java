package racecourse.engine.fuzz;

import java.lang.management.LockInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import racecourse.engine.fuzz.RealScene.Phase;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;

/** Puts into words why a round will never end, or must not go on. */
final class Hang {
  private static final int MOST = 6;

  private final RealScene scene;
  private final Places places;

  Hang(RealScene scene, Places places) {
    this.scene = scene;
    this.places = places;
  }

  /** Threads wait for each other in a cycle. */
  Finding deadlock(List<Seen> cycle) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < cycle.size(); i++) {
      Seen waiting = cycle.get(i);
      Seen holder = cycle.get((i + 1) % cycle.size());
      words.add(
          String.format(
              "%s%s waits to lock %s, which is held by %s",
              waiting.name(), Places.at(place(waiting)), lock(waiting), holder.name()));
    }
    return at(Finding.of(Kind.DEADLOCK, String.join("; ", words) + "."), cycle);
  }

  /** Nobody does anything any more. */
  Finding still(Sample sample) {
    Optional<RealGate> gate = scene.gates().stream().filter(RealGate::isWaitedAt).findFirst();
    if (gate.isPresent()) {
      return at(Finding.of(gate.get().ifNever(), gate.get().message()), sample.threads());
    }
    if (scene.phase() == Phase.AWAITS_NO_THREADS) {
      return leak(sample.threads());
    }
    return at(
        Finding.of(Kind.STUCK, "Nobody can go on: " + whoWaits(sample.threads()) + "." + deaths()),
        sample.threads());
  }

  /** A thread runs and runs, and nothing comes of it. */
  Finding busy(Seen seen) {
    if (scene.phase() == Phase.AWAITS_NO_THREADS) {
      return leak(List.of(seen));
    }
    Optional<RealGate> gate = scene.gates().stream().filter(RealGate::isWaitedAt).findFirst();
    if (gate.isPresent()) {
      return at(Finding.of(gate.get().ifNever(), gate.get().message()), List.of(seen));
    }
    return at(
        Finding.of(
            Kind.LIVELOCK,
            String.format(
                "%s runs round and round%s and never gets anywhere.%s",
                seen.name(), Places.at(place(seen)), deaths())),
        List.of(seen));
  }

  /** There is always something going on, but no end. */
  Finding endless(Sample sample) {
    return at(
        Finding.of(
            Kind.LIVELOCK,
            "The run does not come to an end, though threads keep running: "
                + whoWaits(sample.threads())
                + "."
                + deaths()),
        sample.threads());
  }

  /** There are more threads than any machine should have to bear. */
  Finding crowd(Sample sample) {
    return at(
        Finding.of(
            Kind.OUT_OF_RESOURCES,
            "%d threads are alive at once: %s."
                .formatted(sample.threads().size(), whoWaits(sample.threads()))),
        sample.threads());
  }

  private Finding leak(List<Seen> sample) {
    List<Seen> students =
        sample.stream().filter(seen -> !scene.isCast(seen.thread()) && !seen.helper()).toList();
    List<Seen> shown = students.isEmpty() ? sample : students;
    String message = scene.leak().strip();
    String end = message.endsWith(".") || message.endsWith("!") ? " " : ". ";
    return at(
        Finding.of(Kind.LEAK, message + end + "Still there: " + whoWaits(shown) + "." + deaths()),
        shown);
  }

  private String whoWaits(List<Seen> threads) {
    List<Seen> shown = new ArrayList<>();
    threads.stream().filter(seen -> place(seen).isPresent()).forEach(shown::add);
    if (shown.isEmpty()) {
      shown.addAll(threads);
    }
    List<String> words = new ArrayList<>();
    for (Seen seen : shown.subList(0, Math.min(MOST, shown.size()))) {
      words.add(waits(seen));
    }
    if (shown.size() > MOST) {
      words.add("and " + (shown.size() - MOST) + " more");
    }
    return words.isEmpty() ? "no thread is left" : String.join("; ", words);
  }

  private String waits(Seen seen) {
    String where = Places.at(place(seen)) + called(seen);
    return switch (seen.doing()) {
      case RUNS -> seen.name() + " runs" + where;
      case SLEEPS -> seen.name() + " sleeps" + where;
      case WAITS_TIMED -> seen.name() + " waits" + where + ", in turns";
      case WAITS -> {
        if (seen.info().getLockOwnerId() >= 0) {
          yield String.format(
              "%s waits%s to lock %s, which is held by %s",
              seen.name(), Places.at(place(seen)), lock(seen), seen.info().getLockOwnerName());
        }
        yield seen.name() + " waits" + where;
      }
    };
  }

  /** The method that the student's code called, as in {@code " in LinkedBlockingQueue.take"}. */
  private String called(Seen seen) {
    StackTraceElement[] stack = seen.stack();
    @Nullable StackTraceElement callee = null;
    for (StackTraceElement frame : stack) {
      if (places.isStudents(frame)) {
        break;
      }
      if (!frame.getClassName().startsWith("racecourse.")) {
        callee = frame;
      }
    }
    if (callee == null || callee.getMethodName().contains("lambda$")) {
      return "";
    }
    String type = callee.getClassName();
    String method = callee.getMethodName();
    if (type.equals("java.lang.Object") && method.startsWith("wait")) {
      return " in wait()";
    }
    return " in " + simple(type) + "." + method + "()";
  }

  private static String lock(Seen seen) {
    LockInfo lock = seen.info().getLockInfo();
    if (lock == null) {
      return "a lock";
    }
    String type = lock.getClassName();
    for (String known : List.of("ReentrantReadWriteLock", "ReentrantLock")) {
      if (type.contains(known)) {
        return "a " + known;
      }
    }
    if (type.equals("java.lang.Class")) {
      return "a class";
    }
    if (type.equals("java.lang.Object")) {
      return "an Object";
    }
    String name = simple(type);
    return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  private static String simple(String type) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    int inner = name.lastIndexOf('$');
    return inner >= 0 && inner + 1 < name.length() && !Character.isDigit(name.charAt(inner + 1))
        ? name.substring(inner + 1)
        : name.replaceAll("\\$.*", "");
  }

  private String deaths() {
    List<String> deaths = scene.deaths();
    return deaths.isEmpty() ? "" : " Before that " + String.join("; ", deaths) + ".";
  }

  private Optional<StackTraceElement> place(Seen seen) {
    return places.innermost(seen.stack());
  }

  private Finding at(Finding finding, List<Seen> threads) {
    for (boolean cast : new boolean[] {true, false}) {
      for (Seen seen : threads) {
        Optional<StackTraceElement> frame = place(seen);
        if (frame.isPresent() && (scene.isCast(seen.thread()) == cast)) {
          return finding.at(Places.file(frame.get()), Math.max(0, frame.get().getLineNumber()));
        }
      }
    }
    return finding;
  }
}
