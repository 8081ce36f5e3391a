/**
 * The command line: what to grade, where the results go, and what the exit code says. Only this
 * package reads the environment, prints, and writes result files.
 */
@NullMarked
package racecourse.graders.cli;

import org.jspecify.annotations.NullMarked;
