package racecourse.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * One step of a schedule, at the level of the student's source.
 *
 * @param thread the thread's name
 * @param file the source file below the source root, as {@code racecourse/<id>/X.java}; null if it
 *     is not the student's
 * @param line the source line, from 1; 0 if unknown
 * @param action what was done
 * @param subject the field, lock, thread or method it was done to, as the source names it; may be
 *     empty
 * @param value the value read, written, passed or returned, shortened; null if there is none
 * @param note what makes this step the one to look at ("overwrites step 3"); null for most
 */
public record Step(
    String thread,
    @Nullable String file,
    int line,
    Action action,
    String subject,
    @Nullable String value,
    @Nullable String note) {
  /** The note of a step in which a wait ends for no reason (JLS 17.2.1). */
  public static final String SPURIOUS = "a spurious wake-up";

  /** The same, of a schedule in which nothing else is unusual: without this it would not fail. */
  public static final String ONLY_SPURIOUS = "a spurious wake-up, all that is unusual here";

  /** The step in words, such as {@code read value: 0}. */
  public String did() {
    StringBuilder words = new StringBuilder(action.id());
    if (!subject.isEmpty()) {
      words.append(' ').append(subject);
    }
    if (value != null) {
      words.append(": ").append(value);
    }
    return words.toString();
  }

  /** The same step, with this beside it. */
  public Step withNote(String note) {
    return new Step(thread, file, line, action, subject, value, note);
  }
}
