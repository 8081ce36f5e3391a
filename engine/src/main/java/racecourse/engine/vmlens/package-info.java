/**
 * The second engine: vmlens, which runs a scenario on real threads, one interleaving of its locks,
 * volatile fields and atomics after another, and looks for data races afterwards.
 *
 * <p>Two sides that never meet in one JVM. {@link racecourse.engine.vmlens.VmlensRunner} and what
 * it uses run in a child JVM with the vmlens agent; {@link racecourse.engine.vmlens.VmlensHost} and
 * what it uses run in the parent and lay out the agent, start the child and read its events once it
 * has ended. Must not import another engine, {@code judge}, {@code grading} or a renderer.
 *
 * <p>The agent is told to leave this package and the scenarios alone (see {@link
 * racecourse.engine.vmlens.VmlensAgent}), so that neither is a scheduling point nor a shared
 * access; the one exception is {@code Watched}. What runs on the threads of a scenario must
 * therefore use plain monitors and plain fields, no class of {@code java.util.concurrent}: the
 * agent watches those whoever calls them.
 */
@NullMarked
package racecourse.engine.vmlens;

import org.jspecify.annotations.NullMarked;
