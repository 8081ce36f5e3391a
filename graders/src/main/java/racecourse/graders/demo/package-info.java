/**
 * A small program for each exercise that runs the student's class on real threads and says what it
 * does, line by line, so that a race or a hang can be watched. It grades nothing. Runs in a JVM of
 * its own; must import nothing but the JDK and the exercises.
 */
@NullMarked
package racecourse.graders.demo;

import org.jspecify.annotations.NullMarked;
