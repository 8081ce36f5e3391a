package racecourse.engine.explore;

import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether two strands ever meet, in all the schedules of a question together: one writes a variable
 * between two writes of the other. Two that never do keep each other out, whatever with. Nor do two
 * that have one and the same third strand do it all for them.
 */
final class Meeting {
  private final String one;
  private final String other;
  private final String message;
  private final BitSet fields = new BitSet();

  // Of one schedule: at which of the two strands' writes each began, and was last.
  private final int[] first = new int[2];
  private final int[] last = new int[2];
  private int writes;

  /** Whether there was a schedule in which both wrote more than once. */
  private boolean mayMeet;

  private boolean met;

  // A hand is a strand that writes, in the two's stead, to objects that main has made.

  /** The one hand of this schedule; null if there has been none. */
  private @Nullable Strand hand;

  /** The objects that this schedule's hand wrote to. */
  private final Map<Object, Boolean> handled = new IdentityHashMap<>();

  /** Whether there was a schedule in which a hand wrote to more than one object. */
  private boolean byHand;

  /** Whether there was a schedule in which there was another hand, or one of the two wrote. */
  private boolean byMany;

  /** Whether there was a schedule with several hands in which neither of the two wrote. */
  private boolean byHands;

  private boolean severalHands;

  /**
   * A meeting that has not taken place.
   *
   * @param one the name of a strand
   * @param other the name of another
   * @param message what to say if they never meet
   */
  Meeting(String one, String other, String message) {
    this.one = one;
    this.other = other;
    this.message = message;
  }

  /** A schedule begins. */
  void begin() {
    byHands |= severalHands && writes == 0;
    writes = 0;
    for (int i = 0; i < 2; i++) {
      first[i] = 0;
      last[i] = 0;
    }
    severalHands = false;
    hand = null;
    handled.clear();
  }

  /**
   * A strand writes a variable.
   *
   * @param shadow of the object that it is in
   * @param field its number; negative if it has none
   */
  void writes(Strand strand, Shadow shadow, int field) {
    int me =
        strand.thread.getName().equals(one) ? 0 : strand.thread.getName().equals(other) ? 1 : 2;
    if (me == 2) {
      lendsAHand(strand, shadow);
      return;
    }
    byMany = true;
    writes++;
    if (field < 0) {
      return;
    }
    fields.set(field);
    if (first[me] == 0) {
      first[me] = writes;
    }
    met |= last[1 - me] > first[me];
    last[me] = writes;
    mayMeet |= last[0] > first[0] && last[1] > first[1];
  }

  private void lendsAHand(Strand strand, Shadow shadow) {
    if (strand == strand.execution.main || !shadow.madeByMain()) {
      return;
    }
    severalHands |= hand != null && hand != strand;
    byMany |= severalHands;
    hand = strand;
    handled.put(shadow.object, true);
    byHand |= handled.size() > 1;
  }

  /** Whether one more schedule can tell nothing new. */
  boolean met() {
    return met || byHands;
  }

  /**
   * Whether both have something to do in which they could meet, and never did.
   *
   * @param complete whether all schedules were looked at; in those without a preemption, too,
   *     strands that block make room for any other, and so a second hand would have been seen
   */
  boolean failed(boolean complete) {
    return complete && mayMeet && !met || byHand && !byMany;
  }

  /** What they write: where one has to be stopped for the other to come in between. */
  BitSet fields() {
    return (BitSet) fields.clone();
  }

  String message() {
    return message;
  }
}
