/**
 * Names the misconception behind a finding, when the evidence shows it, and marks the step of the
 * schedule that does the damage. Reads class files, never loads them; a class file that cannot be
 * read means no diagnosis. Knows no exercise: what only one exercise's checks can tell is for its
 * grader to say, with {@link racecourse.engine.diagnose.Explains}. Must import only {@code model}
 * and ASM.
 */
@NullMarked
package racecourse.engine.diagnose;

import org.jspecify.annotations.NullMarked;
