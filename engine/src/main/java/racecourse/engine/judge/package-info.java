/**
 * From what the engines saw to verdicts, by the agreement rules. Pure functions of {@code model}
 * and {@code scene}; no I/O.
 */
@NullMarked
package racecourse.engine.judge;

import org.jspecify.annotations.NullMarked;
