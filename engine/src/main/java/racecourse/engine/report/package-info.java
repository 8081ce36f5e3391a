/**
 * What a grading run looks like to its readers: the scorecard in a terminal, the JSON result,
 * GitHub's formats, a page. Pure functions from the model to text; the caller writes it somewhere.
 * Whatever a student's program can put into a name, a value or a message is neutralised here. Must
 * not import an engine, the parent's side or {@code java.io}.
 */
@NullMarked
package racecourse.engine.report;

import org.jspecify.annotations.NullMarked;
