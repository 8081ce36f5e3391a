/**
 * The course: one grader class for each exercise, in {@link racecourse.graders.Course} order.
 * Graders import only the engine's {@code model} and {@code scene}. Beside a grader may stand a
 * class that ends in {@code Mistakes}, with the recognisers that only its own checks' sentences
 * make possible. Those import {@code diagnose} and {@code model}, and no exercise's classes; a
 * grader names them in {@code recognisers()} only, as no child JVM should load them.
 */
@NullMarked
package racecourse.graders;

import org.jspecify.annotations.NullMarked;
