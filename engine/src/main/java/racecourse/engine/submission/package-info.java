/**
 * Turns what a student handed in into classes that may be run: finds and copies the sources,
 * compiles them in a JVM of their own, compares them with the contract, tells stubs from work, and
 * refuses what exercises do not need. Student classes are read here, never loaded. Must not import
 * an engine, {@code judge}, {@code grading} or a renderer.
 */
@NullMarked
package racecourse.engine.submission;

import org.jspecify.annotations.NullMarked;
