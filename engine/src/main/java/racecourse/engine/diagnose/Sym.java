package racecourse.engine.diagnose;

import java.util.Set;

/**
 * What a value is, as far as the bytecode of one method tells.
 *
 * @param text the value as an expression, such as {@code this.lock}
 * @param kind how it comes about
 * @param from the indices of the reads and calls it depends on
 * @param wide whether it takes two places on the stack
 */
public record Sym(String text, Kind kind, Set<Integer> from, boolean wide) {

  /** How a value comes about. */
  public enum Kind {
    /** The object whose method it is. */
    THIS,
    /** What the method was given, such as {@code parameter0}. */
    PARAMETER,
    /** Read from a field of an object. */
    FIELD,
    /** Read from a static field. */
    STATIC,
    /** Made by the method itself. */
    NEW,
    /** What a call returned. */
    CALL,
    /** A number, a string, a class or {@code null}; a boolean is 0 or 1. */
    CONSTANT,
    /** The exception that a handler caught. */
    CAUGHT,
    /** Anything else, such as a sum. */
    OTHER
  }

  static Sym of(String text, Kind kind) {
    return new Sym(text, kind, Set.of(), false);
  }

  Sym wide(boolean two) {
    return two == wide ? this : new Sym(text, kind, from, two);
  }
}
