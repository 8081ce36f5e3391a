/**
 * The course: one grader class for each exercise, in {@link racecourse.graders.Course} order.
 * Graders import only the engine's {@code model} and {@code scene}.
 */
@NullMarked
package racecourse.graders;

import org.jspecify.annotations.NullMarked;
