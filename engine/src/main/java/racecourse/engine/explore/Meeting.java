package racecourse.engine.explore;

import java.util.BitSet;

/**
 * Whether two strands ever meet, in all the schedules of a question together: one writes a variable
 * between two writes of the other. Two that never do keep each other out, whatever with.
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
    writes = 0;
    for (int i = 0; i < 2; i++) {
      first[i] = 0;
      last[i] = 0;
    }
  }

  /**
   * A strand writes a variable.
   *
   * @param field its number; negative if it has none
   */
  void writes(Strand strand, int field) {
    int me =
        strand.thread.getName().equals(one) ? 0 : strand.thread.getName().equals(other) ? 1 : 2;
    if (me == 2 || field < 0) {
      return;
    }
    fields.set(field);
    writes++;
    if (first[me] == 0) {
      first[me] = writes;
    }
    met |= last[1 - me] > first[me];
    last[me] = writes;
    mayMeet |= last[0] > first[0] && last[1] > first[1];
  }

  boolean met() {
    return met;
  }

  /** Whether both have something to do in which they could meet, and never did. */
  boolean failed() {
    return mayMeet && !met;
  }

  /** What they write: where one has to be stopped for the other to come in between. */
  BitSet fields() {
    return (BitSet) fields.clone();
  }

  String message() {
    return message;
  }
}
