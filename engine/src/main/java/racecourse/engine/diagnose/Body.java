package racecourse.engine.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one method does, as far as it matters for sharing, locking and waiting. */
final class Body {
  final String owner;
  final String file;
  final String name;
  final String desc;
  final boolean isStatic;
  final boolean isSynchronized;
  final List<Op> ops = new ArrayList<>();
  final List<Jump> backward = new ArrayList<>();
  final List<Handler> handlers = new ArrayList<>();

  /** A jump back, and so a loop from {@code first} to {@code last}. */
  record Jump(int first, int last) {}

  /**
   * A handler of exceptions.
   *
   * @param type the internal name of what it catches; null for everything, as finally does
   */
  record Handler(int first, int last, int start, @Nullable String type) {
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

  Stream<Op> ops(Op.What what) {
    return ops.stream().filter(op -> op.what() == what);
  }

  Stream<Op> calls(String... names) {
    return ops.stream().filter(op -> op.calls(names));
  }

  Stream<Op> at(int line) {
    return ops.stream().filter(op -> op.line() == line);
  }

  boolean has(int line) {
    return ops.stream().anyMatch(op -> op.line() == line);
  }

  /** The smallest loop around the instruction; null if there is none. */
  @Nullable Jump loop(Op op) {
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
  @Nullable Handler catcherOfInterrupt(Op op) {
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

  /** Whether, for an exception at the instruction, a handler runs a call with this name. */
  boolean onTheWayOut(Op op, String... names) {
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
  Stream<Op> after(Handler handler) {
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
