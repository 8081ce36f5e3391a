/**
 * Stand-ins for types of the JDK that can neither be copied nor used as they are. The {@link
 * racecourse.engine.explore.World} loads these classes anew for the student's world, rewritten like
 * the copies of the JDK, so they are written as if for the real JDK. They may use the hooks and
 * must import nothing else of the engine.
 */
@NullMarked
package racecourse.engine.explore.inworld;

import org.jspecify.annotations.NullMarked;
