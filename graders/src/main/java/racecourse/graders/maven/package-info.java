/**
 * The bridge from {@code mvn test} to the command line. It runs inside Maven's JVM, so it imports
 * nothing but the JDK, and starts the grader in a JVM of its own.
 */
@NullMarked
package racecourse.graders.maven;

import org.jspecify.annotations.NullMarked;
