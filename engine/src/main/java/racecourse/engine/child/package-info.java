/**
 * Child JVMs: how one is started, limited, listened to and ended, and what runs in it first. {@link
 * racecourse.engine.child.ChildMain} and {@code Frames} run beside student code and use nothing but
 * the JDK, {@code model} and {@code run}. Must not import an engine, {@code judge}, {@code grading}
 * or a renderer: an engine is known by the name of its {@link racecourse.engine.run.Runner}.
 */
@NullMarked
package racecourse.engine.child;

import org.jspecify.annotations.NullMarked;
