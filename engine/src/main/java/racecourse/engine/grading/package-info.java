/**
 * Grades: prepares each exercise of a submission, runs the engines on it in child JVMs, has the
 * observations judged, and hands the results on in the order of the course. Must not import an
 * engine or a renderer.
 */
@NullMarked
package racecourse.engine.grading;

import org.jspecify.annotations.NullMarked;
