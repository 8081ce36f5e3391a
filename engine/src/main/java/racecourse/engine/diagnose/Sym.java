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
record Sym(String text, Kind kind, Set<Integer> from, boolean wide) {

  enum Kind {
    THIS,
    PARAMETER,
    FIELD,
    STATIC,
    NEW,
    CALL,
    CONSTANT,
    CAUGHT,
    OTHER
  }

  static Sym of(String text, Kind kind) {
    return new Sym(text, kind, Set.of(), false);
  }

  Sym wide(boolean two) {
    return two == wide ? this : new Sym(text, kind, from, two);
  }
}
