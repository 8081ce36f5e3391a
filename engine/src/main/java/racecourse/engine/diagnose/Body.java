package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one method does, as far as it matters for sharing, locking and waiting. */
public final class Body {
  private final String owner;
  private final String file;
  private final String name;
  private final String desc;
  private final boolean isStatic;
  private final boolean isSynchronized;
  private final List<Op> ops = new ArrayList<>();
  private final List<Jump> backward = new ArrayList<>();
  private final List<Handler> handlers = new ArrayList<>();

  /**
   * A jump back, and so a loop.
   *
   * @param first the index of its first instruction
   * @param last the index of its last one
   */
  public record Jump(int first, int last) {}

  /**
   * A handler of exceptions.
   *
   * @param first the index of the first instruction that it guards
   * @param last the index after the last one
   * @param start the index at which it begins itself
   * @param type the internal name of what it catches; null for everything, as finally does
   */
  public record Handler(int first, int last, int start, @Nullable String type) {
    boolean catches(Set<String> types) {
      return type == null || types.contains(type);
    }
  }

  private static final Set<String> INTERRUPTED =
      Set.of("java/lang/InterruptedException", "java/lang/Exception", "java/lang/Throwable");

  Body(
      String owner,
      String file,
      String name,
      String desc,
      boolean isStatic,
      boolean isSynchronized) {
    this.owner = owner;
    this.file = file;
    this.name = name;
    this.desc = desc;
    this.isStatic = isStatic;
    this.isSynchronized = isSynchronized;
  }

  /** The internal name of the class it is in. */
  public String owner() {
    return owner;
  }

  /** The source file, with its package's folders; empty if unknown. */
  String file() {
    return file;
  }

  /** The method's name; {@code <init>} for a constructor. */
  public String name() {
    return name;
  }

  /** The method's descriptor. */
  public String desc() {
    return desc;
  }

  boolean isStatic() {
    return isStatic;
  }

  /** Whether the whole method is synchronized. */
  public boolean isSynchronized() {
    return isSynchronized;
  }

  /** Its instructions, in the order of the code. */
  public List<Op> ops() {
    return Collections.unmodifiableList(ops);
  }

  /** Its loops. */
  public List<Jump> backward() {
    return Collections.unmodifiableList(backward);
  }

  /** Its handlers of exceptions, the innermost first. */
  public List<Handler> handlers() {
    return Collections.unmodifiableList(handlers);
  }

  void add(Op op) {
    ops.add(op);
  }

  void add(Jump jump) {
    backward.add(jump);
  }

  void add(Handler handler) {
    handlers.add(handler);
  }

  /** Its instructions that do this. */
  public Stream<Op> ops(Op.What what) {
    return ops.stream().filter(op -> op.what() == what);
  }

  /** Its calls of methods with one of these names. */
  public Stream<Op> calls(String... names) {
    return ops.stream().filter(op -> op.calls(names));
  }

  Stream<Op> at(int line) {
    return ops.stream().filter(op -> op.line() == line);
  }

  boolean has(int line) {
    return ops.stream().anyMatch(op -> op.line() == line);
  }

  /** The smallest loop around the instruction; null if there is none. */
  public @Nullable Jump loop(Op op) {
    Jump smallest = null;
    for (Jump jump : backward) {
      if (jump.first <= op.index()
          && op.index() <= jump.last
          && (smallest == null || jump.last - jump.first < smallest.last - smallest.first)) {
        smallest = jump;
      }
    }
    return smallest;
  }

  /** Whether the instruction stands in a loop that tests something. */
  boolean looksAgain(Op op) {
    return backward.stream()
        .filter(jump -> jump.first <= op.index() && op.index() <= jump.last)
        .anyMatch(jump -> inside(jump).anyMatch(each -> each.what() == Op.What.IF));
  }

  Stream<Op> inside(Jump jump) {
    return ops.stream().filter(op -> jump.first <= op.index() && op.index() <= jump.last);
  }

  /** The handler that an InterruptedException from the instruction reaches, finally aside. */
  public @Nullable Handler catcherOfInterrupt(Op op) {
    for (Handler handler : handlers) {
      if (handler.first <= op.index()
          && op.index() < handler.last
          && handler.type != null
          && handler.catches(INTERRUPTED)) {
        return handler;
      }
    }
    return null;
  }

  /**
   * Whether, for any exception at the instruction, a finally calls a method with one of these names
   * or gives a monitor back.
   */
  public boolean onTheWayOut(Op op, String... names) {
    for (Handler handler : handlers) {
      if (handler.first <= op.index()
          && op.index() < handler.last
          && handler.type == null
          && after(handler).anyMatch(each -> each.calls(names) || each.what() == Op.What.EXIT)) {
        return true;
      }
    }
    return false;
  }

  /** What a handler does, up to the first return, throw or other handler's start. */
  public Stream<Op> after(Handler handler) {
    int end = Integer.MAX_VALUE;
    for (Op op : ops) {
      if (op.index() >= handler.start
          && (op.what() == Op.What.RETURN
              || op.what() == Op.What.THROW
              || op.what() == Op.What.JUMP)) {
        end = op.index();
        break;
      }
    }
    for (Handler other : handlers) {
      if (other.start > handler.start && other.start <= end) {
        end = other.start - 1;
      }
    }
    for (Op op : ops) {
      // Where the code that it guards goes on, the handler has ended.
      if (op.what() == Op.What.JUMP
          && op.index() >= handler.last
          && op.index() < handler.start
          && op.target() > handler.start) {
        end = Math.min(end, op.target() - 1);
      }
    }
    int last = end;
    return ops.stream().filter(op -> op.index() >= handler.start && op.index() <= last);
  }

  @Override
  public String toString() {
    return owner + "." + name;
  }
}
