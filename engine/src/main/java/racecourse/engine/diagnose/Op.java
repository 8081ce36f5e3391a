package racecourse.engine.diagnose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One instruction that matters, in the order of the code.
 *
 * @param body the method it is in
 * @param index its place among the instructions of the method
 * @param line the source line; 0 if unknown
 * @param what what it does
 * @param owner the internal name of the class whose member it uses, or of the class it makes; empty
 *     if none
 * @param name the member; of a test, when it jumps, as "<="; empty if none
 * @param desc the member's descriptor; empty if none
 * @param on the object it is done to; null if none
 * @param args what it is given: arguments, the value written, tested, returned or thrown
 * @param held the locks that are held there by this method, as expressions
 * @param target the index a jump goes to; -1 if none
 */
record Op(
    Body body,
    int index,
    int line,
    What what,
    String owner,
    String name,
    String desc,
    @Nullable Sym on,
    List<Sym> args,
    Set<String> held,
    int target) {

  enum What {
    GET,
    PUT,
    ELEMENT_GET,
    ELEMENT_PUT,
    CALL,
    LAMBDA,
    NEW,
    ENTER,
    EXIT,
    IF,
    /** Goes elsewhere, whatever there is. */
    JUMP,
    RETURN,
    THROW
  }

  boolean calls(String... names) {
    return what == What.CALL && List.of(names).contains(name);
  }

  /** Whether it calls a method of the class with this internal name. */
  boolean callsOn(String type, String method) {
    return what == What.CALL && owner.equals(type) && name.equals(method);
  }

  /** Whether it calls a function object, which is whatever somebody handed in. */
  boolean callsFunction() {
    return what == What.CALL
        && (owner.startsWith("java/util/function/")
            || owner.equals("java/lang/Runnable")
            || owner.equals("java/util/concurrent/Callable"));
  }

  /** The object it is done to, as an expression; empty if there is none. */
  String receiver() {
    return on == null ? "" : on.text();
  }

  /** Whether a given value depends on the read or call at this index. */
  boolean dependsOn(int source) {
    return args.stream().anyMatch(arg -> arg.from().contains(source));
  }

  boolean isPlatform() {
    return owner.startsWith("java/");
  }
}
