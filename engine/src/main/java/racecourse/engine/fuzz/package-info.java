/**
 * The engine on real threads: runs scenarios again and again, with seeded delays injected into the
 * student's classes, and watches for what only real threads show. Must not import another engine,
 * the parent's side or a renderer.
 */
@NullMarked
package racecourse.engine.fuzz;

import org.jspecify.annotations.NullMarked;
