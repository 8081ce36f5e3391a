/**
 * The explorer: runs a scenario under a virtual scheduler and a virtual clock, one schedule after
 * another, on rewritten student code and rewritten copies of the JDK's own {@code
 * java.util.concurrent}. Runs inside a child JVM. Knows no exercise, and must not import another
 * engine, the parent's side or a renderer.
 */
@NullMarked
package racecourse.engine.explore;

import org.jspecify.annotations.NullMarked;
