package racecourse.engine.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which arrays and collections a static method of the JDK reads or writes on behalf of its caller.
 * The method itself is not rewritten, so its accesses have to be known by its name. Methods that
 * only wrap what they are given access nothing yet.
 *
 * @param argument the index of the argument
 * @param write whether it is written
 * @param from the index of the argument that says where the accesses begin; -1 if they are all over
 * @param to the index of the argument that says where they end; -1 if they are all over
 * @param length whether that argument is their number, and not their end
 */
record Bulk(int argument, boolean write, int from, int to, boolean length) {
  private static final Set<String> WRITERS =
      Set.of(
          "sort",
          "parallelSort",
          "parallelPrefix",
          "parallelSetAll",
          "setAll",
          "fill",
          "shuffle",
          "reverse",
          "rotate",
          "swap",
          "addAll",
          "replaceAll");
  private static final List<String> WRAPPERS =
      List.of(
          "unmodifiable",
          "synchronized",
          "checked",
          "empty",
          "singleton",
          "newSetFromMap",
          "asLifo",
          "nCopies",
          "enumeration");

  /** The accesses of a static method; none if it is not known to make any. */
  static List<Bulk> of(String owner, String name, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    switch (owner) {
      case "java/lang/System" -> {
        return name.equals("arraycopy")
            ? List.of(new Bulk(0, false, 1, 4, true), new Bulk(2, true, 3, 4, true))
            : List.of();
      }
      case "java/util/Arrays" -> {
        return name.equals("asList") ? List.of() : arrays(name, arguments);
      }
      case "java/util/Collections" -> {
        return WRAPPERS.stream().anyMatch(name::startsWith)
            ? List.of()
            : collections(name, arguments);
      }
      case "java/util/List", "java/util/Set", "java/util/Map" -> {
        return name.equals("copyOf") ? collections(name, arguments) : List.of();
      }
      case "java/lang/String" -> {
        return name.equals("join") ? collections(name, arguments) : List.of();
      }
      default -> {
        return List.of();
      }
    }
  }

  private static List<Bulk> arrays(String name, Type[] arguments) {
    List<Bulk> all = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].getSort() == Type.ARRAY) {
        boolean range = isInt(arguments, i + 1) && isInt(arguments, i + 2);
        boolean write = all.isEmpty() && WRITERS.contains(name);
        all.add(new Bulk(i, write, range ? i + 1 : -1, range ? i + 2 : -1, false));
      }
    }
    return all;
  }

  private static List<Bulk> collections(String name, Type[] arguments) {
    List<Bulk> all = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].getSort() == Type.OBJECT) {
        all.add(new Bulk(i, i == 0 && WRITERS.contains(name), -1, -1, false));
      }
    }
    return all;
  }

  private static boolean isInt(Type[] arguments, int index) {
    return index < arguments.length && arguments[index].getSort() == Type.INT;
  }

  /** How many elements an array has; -1 if it is none. */
  static int length(@Nullable Object array) {
    return array != null && array.getClass().isArray()
        ? java.lang.reflect.Array.getLength(array)
        : -1;
  }
}
