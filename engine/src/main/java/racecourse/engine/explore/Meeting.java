package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether two actors ever meet, in all the schedules of a question together: one changes something
 * between two changes of the other. Two that never do keep each other out, whatever with. What
 * counts as a change is what the scenario looks at afterwards: a counter of attempts, a flag or a
 * receipt beside it says nothing about the work. Where neither of the two changes any of that,
 * those who do it in their stead are asked; and one single thread that does it for both never meets
 * anybody.
 */
final class Meeting {
  /** Stands for a variable of an object of which it is not known which one. */
  static final int SOME = -1;

  private final String message;
  private final BitSet fields = new BitSet();

  /** Whether there was a schedule in which two were at work that could have met. */
  private boolean mayMeet;

  private boolean met;

  /** Whether there was a schedule in which a single strand did everything in the two's stead. */
  private boolean byOne;

  /** Whether there was a schedule in which several did, or one of the two did something itself. */
  private boolean byMany;

  // Of one schedule.
  private final List<Change> changes = new ArrayList<>();
  private final Set<Variable> seen = new HashSet<>();
  private final Set<Shadow> seenSomewhere = new HashSet<>();
  private boolean looking;

  private record Variable(Shadow shadow, int index) {}

  /**
   * @param field the number of the field, if it is one whose accesses may become points
   * @param plain whether it is ordered by something else: unlike a volatile variable or an atomic
   *     one it cannot be what the two keep each other out with
   * @param point how many scheduling points had been passed
   */
  private record Change(Strand strand, Variable variable, int field, boolean plain, int point) {}

  /** Where in the list of changes those of one strand begin and end. */
  private static final class Work {
    int first = -1;
    int last;
    final Set<Variable> variables = new HashSet<>();
  }

  /**
   * A meeting that has not taken place.
   *
   * @param message what to say if they never meet
   */
  Meeting(String message) {
    this.message = message;
  }

  /** A schedule begins. */
  void begin() {
    changes.clear();
    seen.clear();
    seenSomewhere.clear();
    looking = false;
  }

  /**
   * A strand changes a variable.
   *
   * @param index which variable of the object, or {@link #SOME}
   * @param field see {@link Change}; negative if it is none
   */
  void changes(Strand strand, Shadow shadow, int index, int field, boolean plain) {
    Execution execution = strand.execution;
    if (!looking && strand != execution.main && !execution.actorsEnded()) {
      Variable variable = new Variable(shadow, index);
      changes.add(new Change(strand, variable, field, plain, execution.points()));
    }
  }

  /** A strand reads a variable. */
  void reads(Shadow shadow, int index) {
    if (looking) {
      seen.add(new Variable(shadow, index));
      seenSomewhere.add(shadow);
    }
  }

  /** From now on the scenario, or whoever it asks, reads what the two have changed. */
  void looks() {
    looking = true;
  }

  /** The schedule ends, and the scenario has looked at all there is. */
  void ends(Strand one, Strand other) {
    looking = false;
    Map<Strand, Work> works = works();
    if (works.containsKey(one) || works.containsKey(other)) {
      works.keySet().retainAll(List.of(one, other));
      byMany = true;
    } else {
      byMany |= works.size() > 1;
      byOne |= works.size() == 1 && works.values().iterator().next().variables.size() > 1;
    }
    mayMeet |= works.size() > 1 && works.values().stream().allMatch(this::hasAMidst);
    for (Work mine : works.values()) {
      for (int i = mine.first + 1; i < mine.last; i++) {
        Work theirs = works.get(changes.get(i).strand());
        met |= theirs != null && theirs != mine;
      }
    }
  }

  private boolean hasAMidst(Work work) {
    return changes.get(work.first).point() < changes.get(work.last).point();
  }

  /** The changes that count, by who made them; the others are forgotten. */
  private Map<Strand, Work> works() {
    changes.removeIf(change -> !isSeen(change.variable()));
    Map<Variable, Strand> changedBy = new HashMap<>();
    Set<Variable> shared = new HashSet<>();
    for (Change change : changes) {
      Strand before = changedBy.putIfAbsent(change.variable(), change.strand());
      if (before != null && before != change.strand()) {
        shared.add(change.variable());
      }
    }
    changes.removeIf(change -> !change.plain() && shared.contains(change.variable()));
    Map<Strand, Work> works = new LinkedHashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Work work = works.computeIfAbsent(change.strand(), any -> new Work());
      work.first = work.first < 0 ? i : work.first;
      work.last = i;
      work.variables.add(change.variable());
      if (change.field() >= 0) {
        fields.set(change.field());
      }
    }
    return works;
  }

  private boolean isSeen(Variable variable) {
    return seen.contains(variable)
        || variable.index() == SOME && seenSomewhere.contains(variable.shadow())
        || seen.contains(new Variable(variable.shadow(), SOME));
  }

  /** Whether one more schedule can tell nothing new. */
  boolean met() {
    return met;
  }

  /**
   * Whether they could have met and never did, or one did it all.
   *
   * @param looked whether all schedules with a preemption were looked at, or many of all kinds: one
   *     is enough to stop somebody in the midst, and then anybody else can go on. In those without
   *     one, too, strands that block make room for any other, and so a second one at work would
   *     have been seen.
   */
  boolean failed(boolean looked) {
    return !met && (looked && mayMeet || byOne && !byMany);
  }

  /** What they change: where one has to be stopped for the other to come in between. */
  BitSet fields() {
    return (BitSet) fields.clone();
  }

  String message() {
    return message;
  }
}
