package racecourse.engine.diagnose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Step;

/** All the evidence there is about one failed check. */
final class Case {
  final Finding finding;
  final Trail trail;
  final Code code;

  Case(Finding finding, Code code) {
    this.finding = finding;
    this.code = code;
    this.trail = new Trail(finding.schedule(), code);
  }

  boolean is(Kind... kinds) {
    return List.of(kinds).contains(finding.kind());
  }

  /** Whether the check's sentence has all these parts. */
  boolean says(String... parts) {
    return List.of(parts).stream().allMatch(finding.message()::contains);
  }

  boolean hangs() {
    return is(Kind.STUCK, Kind.DEADLOCK);
  }

  /** The instructions on the line of a step. */
  List<Op> ops(int step) {
    Step at = trail.at(step);
    return code.at(at.file(), at.line());
  }

  /** The methods with code on the line of a step. */
  List<Body> bodies(int step) {
    Step at = trail.at(step);
    return code.bodiesAt(at.file(), at.line());
  }

  /** Whether both steps stand in one method. */
  boolean sameBody(int one, int other) {
    return bodies(one).stream().anyMatch(bodies(other)::contains);
  }

  /** The submission's field that a step reads or writes; null if it cannot be told. */
  Code.@Nullable Field field(int step) {
    String name = Trail.variable(trail.at(step));
    for (Op op : ops(step)) {
      if ((op.what() == Op.What.GET || op.what() == Op.What.PUT) && op.name().equals(name)) {
        return code.field(op);
      }
    }
    return null;
  }

  /** "thread in line 7". */
  String who(int step) {
    return trail.thread(step) + (trail.at(step).line() == 0 ? "" : " in line " + line(step));
  }

  int line(int step) {
    return trail.at(step).line();
  }
}
