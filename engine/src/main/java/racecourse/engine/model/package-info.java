/**
 * What a grading run says: exercises, checks, verdicts, findings and the effort behind them. Plain
 * data, validated where it is made, without I/O. Must import nothing else of the engine.
 */
@NullMarked
package racecourse.engine.model;

import org.jspecify.annotations.NullMarked;
