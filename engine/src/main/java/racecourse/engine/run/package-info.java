/**
 * What the three engines have in common inside a child JVM: the job they are given, how they
 * report, how a scenario's failed expectation travels, and how what they left behind is cleared
 * away. Must not import an engine, the parent's side or a renderer.
 */
@NullMarked
package racecourse.engine.run;

import org.jspecify.annotations.NullMarked;
