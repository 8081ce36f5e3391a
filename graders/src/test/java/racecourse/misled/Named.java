package racecourse.misled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A small wrong program, with the misconception that has to be named for it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Named {
  /** The id of the misconception; empty for one that looks like it and must not be named. */
  String value();

  /** The exercise whose grader is to name it. */
  String by();

  /** The check of that exercise that is to have failed; empty for any. */
  String check() default "";
}
