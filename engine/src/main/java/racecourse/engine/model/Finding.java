package racecourse.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing found wrong in one execution that really happened.
 *
 * @param kind what is wrong
 * @param message one or two sentences for the student
 * @param mistake the id of the recognised misconception; null if none was recognised
 * @param file the source file below the source root; null if the place is unknown
 * @param line the source line, from 1; 0 if unknown
 * @param schedule what led to it, in order; empty if not recorded
 * @param replay the explorer's choices that lead to it again; empty if it cannot be replayed
 * @param subject the field or lock it is about, as {@code Class.field}; empty if there is none
 * @param here one sentence on how the recognised misconception shows in this run; empty if none was
 *     recognised
 */
public record Finding(
    Kind kind,
    String message,
    @Nullable String mistake,
    @Nullable String file,
    int line,
    List<Step> schedule,
    String replay,
    String subject,
    String here) {

  public Finding {
    schedule = List.copyOf(schedule);
  }

  /** A finding whose misconception, if it has one, shows in no particular way. */
  public Finding(
      Kind kind,
      String message,
      @Nullable String mistake,
      @Nullable String file,
      int line,
      List<Step> schedule,
      String replay,
      String subject) {
    this(kind, message, mistake, file, line, schedule, replay, subject, "");
  }

  /** A finding without a place or a schedule. */
  public static Finding of(Kind kind, String message) {
    return new Finding(kind, message, null, null, 0, List.of(), "", "");
  }

  /** The same finding at a place in the student's source. */
  public Finding at(@Nullable String file, int line) {
    return new Finding(kind, message, mistake, file, line, schedule, replay, subject, here);
  }
}
