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
public record Op(
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

  /** What an instruction does. */
  public enum What {
    /** Reads a field. */
    GET,
    /** Writes a field. */
    PUT,
    /** Reads an element of an array. */
    ELEMENT_GET,
    /** Writes an element of an array. */
    ELEMENT_PUT,
    /** Calls a method or constructor. */
    CALL,
    /** Makes a function object; owner and name are those of the method that it will call. */
    LAMBDA,
    /** Makes an object. */
    NEW,
    /** Locks a monitor. */
    ENTER,
    /** Gives a monitor back. */
    EXIT,
    /** Goes elsewhere if a test says so. */
    IF,
    /** Goes elsewhere, whatever there is. */
    JUMP,
    /** Leaves the method. */
    RETURN,
    /** Throws an exception. */
    THROW
  }

  /** Whether it calls a method with one of these names, whosever it is. */
  public boolean calls(String... names) {
    return what == What.CALL && List.of(names).contains(name);
  }

  /** Whether it calls a method of the class with this internal name. */
  public boolean callsOn(String type, String method) {
    return what == What.CALL && owner.equals(type) && name.equals(method);
  }

  /** Whether it calls a function object, which is whatever somebody handed in. */
  public boolean callsFunction() {
    return what == What.CALL
        && (owner.startsWith("java/util/function/")
            || owner.equals("java/lang/Runnable")
            || owner.equals("java/util/concurrent/Callable"));
  }

  /** Whether it makes an object of the class with this internal name. */
  public boolean makes(String type) {
    return what == What.NEW && owner.equals(type);
  }

  /** The instruction after it in its method; null if it is the last one. */
  public @Nullable Op next() {
    return body.ops().stream().filter(op -> op.index() > index).findFirst().orElse(null);
  }

  /** Whether a method returns this constant here, whichever way it has come. */
  public boolean answers(String constant) {
    int before =
        body.ops().stream()
            .filter(op -> op.index() < index)
            .filter(op -> op.what() != What.JUMP && op.what() != What.IF)
            .mapToInt(Op::index)
            .max()
            .orElse(-1);
    return what == What.RETURN
        && args.size() == 1
        && args.get(0).text().equals(constant)
        && body.ops(What.JUMP).noneMatch(jump -> jump.target() <= index && jump.target() > before);
  }

  /** The object it is done to, as an expression; empty if there is none. */
  public String receiver() {
    return on == null ? "" : on.text();
  }

  /** Whether a given value depends on the read or call at this index. */
  public boolean dependsOn(int source) {
    return args.stream().anyMatch(arg -> arg.from().contains(source));
  }

  boolean isPlatform() {
    return owner.startsWith("java/");
  }
}
