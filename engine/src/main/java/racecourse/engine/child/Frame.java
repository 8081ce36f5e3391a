package racecourse.engine.child;

import racecourse.engine.model.Observation;

/** One message of a child to its parent. */
sealed interface Frame {

  /** The child begins with a check. */
  record Started(String check) implements Frame {}

  /** The child is done with a check. */
  record Observed(String check, Observation observation) implements Frame {}

  /** The kit's own part in the child failed; nothing follows. */
  record Failed(String reason) implements Frame {}

  /** The child is done with all its checks; nothing follows. */
  record Done(int observed) implements Frame {}
}
