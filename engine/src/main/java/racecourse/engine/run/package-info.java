/**
 * What the three engines have in common inside a child JVM: the job they are given, how they
 * report, and how a scenario's failed expectation travels. Must not import an engine, the parent's
 * side or a renderer.
 */
@NullMarked
package racecourse.engine.run;

import org.jspecify.annotations.NullMarked;
