/**
 * The language in which a grader asks its questions: exercises, checks, scenarios, and the scene a
 * scenario plays on. The same scenario runs on the explorer, on vmlens and on real threads, so
 * nothing here may name an engine's inner parts, and no signature may name a type of {@code
 * java.util.concurrent}: the explorer gives student code copies of those.
 */
@NullMarked
package racecourse.engine.scene;

import org.jspecify.annotations.NullMarked;
