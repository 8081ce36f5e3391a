package racecourse.graders;

import org.jspecify.annotations.Nullable;
import racecourse.engine.diagnose.Body;
import racecourse.engine.diagnose.Case;
import racecourse.engine.diagnose.Code;
import racecourse.engine.diagnose.Diagnosis;
import racecourse.engine.diagnose.Op;
import racecourse.engine.diagnose.Sym;

/** For checks that close something while others still put something in. */
final class LateComers {
  private LateComers() {}

  /**
   * The method looks, with no lock held, at a flag that close() raises, and then puts something in,
   * with no lock held either.
   *
   * @param method the only one with this name
   * @return null if it does something else
   */
  static @Nullable Diagnosis looksThenPuts(Case c, String method) {
    Body body = c.code().named(method);
    Body close = c.code().named("close");
    if (body == null || close == null) {
      return null;
    }
    for (Op look : body.ops(Op.What.GET).filter(op -> op.desc().equals("Z")).toList()) {
      boolean raised =
          c.code().deep(close).stream()
              .anyMatch(op -> op.what() == Op.What.PUT && op.name().equals(look.name()));
      boolean tested = body.ops(Op.What.IF).anyMatch(test -> test.dependsOn(look.index()));
      Op put =
          body.calls("add", "addLast", "put")
              .filter(op -> op.index() > look.index() && op.held().isEmpty())
              .filter(op -> concurrent(c, op))
              .findFirst()
              .orElse(null);
      if (raised && tested && look.held().isEmpty() && put != null) {
        return new Diagnosis(
            "check-then-act",
            "Between line %d and line %d it can be closed.".formatted(look.line(), put.line()),
            -1,
            "");
      }
    }
    return null;
  }

  /** Whether the call is one on a field that all threads may use at once. */
  private static boolean concurrent(Case c, Op op) {
    return op.on() != null
        && op.on().kind() == Sym.Kind.FIELD
        && c.code()
            .fields()
            .filter(field -> op.receiver().endsWith("." + field.name()))
            .anyMatch(field -> madeForAll(c, field));
  }

  private static boolean madeForAll(Case c, Code.Field field) {
    return field.desc().startsWith("Ljava/util/concurrent/")
        || c.code().writers(field).stream()
            .flatMap(op -> op.args().stream())
            .anyMatch(
                arg ->
                    arg.text()
                        .matches(
                            "new (LinkedBlocking|LinkedTransfer|ArrayBlocking|Concurrent|PriorityBlocking)\\w*@.*"));
  }
}
