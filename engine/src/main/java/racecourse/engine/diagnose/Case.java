package racecourse.engine.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.RacingPair;
import racecourse.engine.model.Step;

/**
 * All the evidence there is about one failed check: the finding, its schedule and the submission's
 * code. Steps are named by their index in the schedule, from 0.
 */
public final class Case {
  private static final Pattern GAP = Pattern.compile("%[-+ 0#,(.\\d$]*[a-zA-Z]");

  private final Finding finding;
  private final String check;
  private final Trail trail;
  private final Code code;

  Case(Finding finding, String check, Code code) {
    this.finding = finding;
    this.check = check;
    this.code = code;
    this.trail = new Trail(finding.schedule(), code);
  }

  /** What the check complains of. */
  public Finding finding() {
    return finding;
  }

  /** Whether the check that failed has one of these ids. */
  public boolean fails(String... checks) {
    return List.of(checks).contains(check);
  }

  /** The failing schedule; without steps if the engine that found it knows none. */
  public Trail trail() {
    return trail;
  }

  /** The submission's code. */
  public Code code() {
    return code;
  }

  /** Whether the finding is of one of these kinds. */
  public boolean is(Kind... kinds) {
    return List.of(kinds).contains(finding.kind());
  }

  /** Whether the check's sentence has all these parts, in any order. */
  public boolean says(String... parts) {
    return List.of(parts).stream().allMatch(finding.message()::contains);
  }

  /**
   * Whether the check's sentence, or a part of it, is this one filled in.
   *
   * @param format the sentence as {@link String#format} takes it
   */
  public boolean follows(String format) {
    return filledIn(format) != null;
  }

  /**
   * With what the check's sentence, or a part of it, fills in this one.
   *
   * @param format the sentence as {@link String#format} takes it
   * @return what stands where the format has its gaps, in their order; null if it is another
   *     sentence
   */
  public @Nullable List<String> filledIn(String format) {
    StringBuilder regex = new StringBuilder();
    Matcher gap = GAP.matcher(format);
    int from = 0;
    while (gap.find()) {
      regex.append(Pattern.quote(format.substring(from, gap.start()))).append("(.*)");
      from = gap.end();
    }
    regex.append(Pattern.quote(format.substring(from)));
    Matcher said = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(finding.message());
    return said.find()
        ? IntStream.rangeClosed(1, said.groupCount()).mapToObj(said::group).toList()
        : null;
  }

  /** The two accesses of a data race; null if the schedule does not show them. */
  @Nullable RacingPair racingPair() {
    return RacingPair.in(finding)
        .filter(pair -> line(pair.second()) == finding.line())
        .orElse(null);
  }

  boolean hangs() {
    return is(Kind.STUCK, Kind.DEADLOCK);
  }

  /** The instructions on the line of a step. */
  public List<Op> ops(int step) {
    Step at = trail.at(step);
    return code.at(at.file(), at.line());
  }

  /** The instructions on the line that the finding names; none if it names none. */
  public List<Op> ops() {
    return code.at(finding.file(), finding.line());
  }

  /** The methods with code on the line of a step. */
  public List<Body> bodies(int step) {
    Step at = trail.at(step);
    return code.bodiesAt(at.file(), at.line());
  }

  /** Whether both steps stand in one method. */
  public boolean sameBody(int one, int other) {
    return bodies(one).stream().anyMatch(bodies(other)::contains);
  }

  /** The submission's field that a step reads or writes; null if it cannot be told. */
  public Code.@Nullable Field field(int step) {
    String name = Trail.variable(trail.at(step));
    for (Op op : ops(step)) {
      if ((op.what() == Op.What.GET || op.what() == Op.What.PUT) && op.name().equals(name)) {
        return code.field(op);
      }
    }
    return null;
  }

  /** The call that takes a lock or a permit on the line of a step; null if there is none. */
  public @Nullable Op locking(int step) {
    for (Op op : ops(step)) {
      if (op.calls("lock", "lockInterruptibly", "acquire", "acquireUninterruptibly")
          && op.owner().startsWith("java/util/concurrent/")) {
        return op;
      }
    }
    return null;
  }

  /** Whether anybody is interrupted in the schedule. */
  public boolean interrupted() {
    return IntStream.range(0, trail.size())
        .anyMatch(i -> interruptedIn(i) || trail.at(i).action() == Action.INTERRUPT);
  }

  /** Whether in this step a waiting thread is interrupted. */
  boolean interruptedIn(int step) {
    Step at = trail.at(step);
    return at.action() == Action.RESUME && "interrupted".equals(at.value());
  }

  /** The variables that a thread reads between taking the lock, or waking, and its wait. */
  Set<String> lookedAt(int wait) {
    Set<String> variables = new HashSet<>();
    String thread = trail.thread(wait);
    for (int i = trail.before(thread, wait); i >= 0; i = trail.before(thread, i)) {
      Step step = trail.at(i);
      if (step.action() != Action.READ) {
        break;
      }
      variables.add(Trail.variable(step));
    }
    return variables;
  }

  /** Who does a step, and where, as a diagnosis says it: "thread in line 7". */
  public String who(int step) {
    return trail.thread(step) + (trail.at(step).line() == 0 ? "" : " in line " + line(step));
  }

  /** The line of a step; 0 if unknown. */
  public int line(int step) {
    return trail.at(step).line();
  }
}
