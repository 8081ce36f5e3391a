package racecourse.engine.explore;

import java.util.Set;

/** Which classes of the JDK are collections that several threads must not use without a lock, and which calls only read. */
final class Collections {
  private static final Set<String> UNSAFE =
      Set.of(
          "java.util.ArrayList",
          "java.util.LinkedList",
          "java.util.ArrayDeque",
          "java.util.PriorityQueue",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap",
          "java.util.EnumMap",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.TreeSet",
          "java.util.BitSet",
          "java.util.RegularEnumSet",
          "java.util.JumboEnumSet",
          "java.util.StringJoiner",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.lang.StringBuilder");

  private static final Set<String> READERS =
      Set.of(
          "get", "size", "isEmpty", "contains", "containsKey", "containsValue", "containsAll", "iterator",
          "listIterator", "descendingIterator", "peek", "peekFirst", "peekLast", "element", "getFirst",
          "getLast", "getOrDefault", "keySet", "values", "entrySet", "navigableKeySet", "descendingKeySet",
          "descendingMap", "descendingSet", "hasNext", "next", "hasPrevious", "previous", "nextIndex",
          "previousIndex", "toArray", "stream", "parallelStream", "forEach", "indexOf", "lastIndexOf",
          "subList", "first", "last", "toString", "equals", "hashCode", "length", "charAt", "firstKey",
          "lastKey", "firstEntry", "lastEntry", "floorKey", "ceilingKey", "higherKey", "lowerKey",
          "floorEntry", "ceilingEntry", "higherEntry", "lowerEntry", "floor", "ceiling", "higher", "lower",
          "headMap", "tailMap", "subMap", "headSet", "tailSet", "subSet", "spliterator", "cardinality",
          "nextSetBit", "nextClearBit", "getKey", "getValue", "reversed", "comparator", "clone",
          "forEachRemaining", "substring", "chars");

  private static final ClassValue<Boolean> IS_UNSAFE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return UNSAFE.contains(topLevelName(type)) || isView(type);
        }
      };

  private Collections() {}

  private static String topLevelName(Class<?> type) {
    String name = type.getName();
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }

  static boolean isUnsafe(Class<?> type) {
    return IS_UNSAFE.get(type);
  }

  /** Whether objects of this class may show another collection's content. */
  static boolean isView(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.util.")
        && (name.indexOf('$') > 0 && UNSAFE.contains(topLevelName(type))
            || name.startsWith("java.util.Collections$Unmodifiable")
            || name.startsWith("java.util.Collections$SetFromMap")
            || name.startsWith("java.util.Collections$AsLIFOQueue")
            || name.startsWith("java.util.ReverseOrder"));
  }

  /** Whether the method of this name leaves the content as it is. */
  static boolean isReader(String method) {
    return READERS.contains(method);
  }
}
