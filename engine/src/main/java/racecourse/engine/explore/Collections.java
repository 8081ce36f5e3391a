package racecourse.engine.explore;

import java.util.Set;

/**
 * Which classes of the JDK are collections that several threads must not use without a lock, and
 * which calls only read.
 */
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
          "get",
          "size",
          "isEmpty",
          "contains",
          "containsKey",
          "containsValue",
          "containsAll",
          "iterator",
          "listIterator",
          "descendingIterator",
          "peek",
          "peekFirst",
          "peekLast",
          "element",
          "getFirst",
          "getLast",
          "getOrDefault",
          "keySet",
          "values",
          "entrySet",
          "navigableKeySet",
          "descendingKeySet",
          "descendingMap",
          "descendingSet",
          "hasNext",
          "next",
          "hasPrevious",
          "previous",
          "nextIndex",
          "previousIndex",
          "toArray",
          "stream",
          "parallelStream",
          "forEach",
          "indexOf",
          "lastIndexOf",
          "subList",
          "first",
          "last",
          "toString",
          "equals",
          "hashCode",
          "length",
          "charAt",
          "firstKey",
          "lastKey",
          "firstEntry",
          "lastEntry",
          "floorKey",
          "ceilingKey",
          "higherKey",
          "lowerKey",
          "floorEntry",
          "ceilingEntry",
          "higherEntry",
          "lowerEntry",
          "floor",
          "ceiling",
          "higher",
          "lower",
          "headMap",
          "tailMap",
          "subMap",
          "headSet",
          "tailSet",
          "subSet",
          "spliterator",
          "cardinality",
          "nextSetBit",
          "nextClearBit",
          "getKey",
          "getValue",
          "reversed",
          "comparator",
          "clone",
          "forEachRemaining",
          "substring",
          "chars",
          "codePointAt",
          "codePoints",
          "subSequence",
          "getChars",
          "capacity",
          "compareTo",
          "previousSetBit",
          "previousClearBit",
          "intersects",
          "toLongArray",
          "toByteArray",
          "sequencedKeySet",
          "sequencedValues",
          "sequencedEntrySet");

  private static final Set<String> STRUCTURE =
      Set.of(
          "size",
          "isEmpty",
          "containsKey",
          "keySet",
          "values",
          "entrySet",
          "iterator",
          "listIterator",
          "hasNext",
          "hasPrevious",
          "nextIndex",
          "previousIndex",
          "subList",
          "firstKey",
          "lastKey",
          "length");

  private static final Set<String> VIEW_MAKERS =
      Set.of(
          "iterator",
          "listIterator",
          "descendingIterator",
          "keySet",
          "values",
          "entrySet",
          "navigableKeySet",
          "descendingKeySet",
          "descendingMap",
          "descendingSet",
          "subList",
          "headMap",
          "tailMap",
          "subMap",
          "headSet",
          "tailSet",
          "subSet",
          "spliterator",
          "reversed",
          "sequencedKeySet",
          "sequencedValues",
          "sequencedEntrySet");

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

  /**
   * Whether the method of this name may return an object that goes on reading or writing the
   * collection.
   */
  static boolean makesViews(String method) {
    return VIEW_MAKERS.contains(method) || method.startsWith("unmodifiable");
  }

  /**
   * Whether the method of this name reads the content of an argument that is a collection, and does
   * not only keep it.
   */
  static boolean readsArgument(String method) {
    return method.endsWith("All") || method.equals("equals");
  }

  /**
   * Whether the method of this name, with an index for its first argument, is about one element.
   */
  static boolean isOfElement(String method) {
    return method.equals("get") || method.equals("set");
  }

  /**
   * Whether the method of this name, with a key for its first argument, is about the value of that
   * key.
   */
  static boolean isOfKey(String method) {
    return method.equals("get") || method.equals("put") || method.equals("getOrDefault");
  }

  /** Whether elements of this list are variables of their own. */
  static boolean isOfElements(Class<?> list) {
    return list == java.util.ArrayList.class;
  }

  /** Whether the map has this key already; asks only where that runs no code of the student's. */
  static boolean hasKey(Object map, Object key) {
    return (map.getClass() == java.util.HashMap.class || map.getClass() == java.util.EnumMap.class)
        && (key instanceof String
            || key instanceof Integer
            || key instanceof Long
            || key instanceof Character
            || key instanceof Enum<?>)
        && ((java.util.Map<?, ?>) map).containsKey(key);
  }

  /**
   * Whether a reader of this name looks at elements or values, not only at which or how many there
   * are.
   */
  static boolean seesElements(String method) {
    return !STRUCTURE.contains(method);
  }

  /** Whether the method of this name leaves the content as it is. */
  static boolean isReader(String method) {
    return READERS.contains(method);
  }
}
