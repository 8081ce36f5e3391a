package racecourse.programs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A small program with the verdict it must get. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Program {
  /**
   * The kind of failure, as in the contract; "passes" for a right program, "unsupported" for one
   * that cannot be explored.
   */
  String value();
}
