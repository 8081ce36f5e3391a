package racecourse.programs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Scene;

/** Collections that need a lock, collections that bring one, and collections that need none. */
final class PlainCollections {
  private PlainCollections() {}

  private static void both(Scene scene, Act one, Act other) {
    scene.actor("a", one);
    scene.actor("b", other);
    scene.play();
  }

  // ---------------------------------------------------------------------------------------- no
  // lock

  @Program("data-race")
  static void arrayList(Scene scene) {
    List<Integer> list = new ArrayList<>();
    both(scene, () -> list.add(1), () -> list.add(2));
  }

  @Program("data-race")
  static void linkedList(Scene scene) {
    LinkedList<Integer> list = new LinkedList<>();
    both(scene, () -> list.addFirst(1), () -> list.peekLast());
  }

  @Program("data-race")
  static void hashMap(Scene scene) {
    Map<String, Integer> map = new HashMap<>();
    both(scene, () -> map.merge("x", 1, Integer::sum), () -> map.merge("x", 1, Integer::sum));
  }

  @Program("data-race")
  static void treeMapReader(Scene scene) {
    TreeMap<String, Integer> map = new TreeMap<>();
    both(scene, () -> map.put("x", 1), () -> map.firstEntry());
  }

  @Program("data-race")
  static void arrayDeque(Scene scene) {
    ArrayDeque<Integer> deque = new ArrayDeque<>();
    both(scene, () -> deque.push(1), () -> deque.poll());
  }

  @Program("data-race")
  static void priorityQueue(Scene scene) {
    PriorityQueue<Integer> queue = new PriorityQueue<>();
    both(scene, () -> queue.add(1), () -> queue.size());
  }

  @Program("data-race")
  static void stringBuilder(Scene scene) {
    StringBuilder text = new StringBuilder();
    both(scene, () -> text.append("a"), () -> text.append('b'));
  }

  @Program("data-race")
  static void copyOfAListThatGrows(Scene scene) {
    List<Integer> list = new ArrayList<>();
    both(scene, () -> list.add(1), () -> new ArrayList<>(list));
  }

  @Program("exception")
  static void forEachOverAListThatGrows(Scene scene) {
    List<Integer> list = new ArrayList<>(List.of(1));
    both(
        scene,
        () -> list.add(1),
        () -> {
          for (int each : list) {
            if (each < 0) {
              throw new AssertionError();
            }
          }
        });
  }

  @Program("data-race")
  static void streamOfAListThatGrows(Scene scene) {
    List<Integer> list = new ArrayList<>(List.of(1));
    both(scene, () -> list.add(1), () -> list.stream().mapToInt(i -> i).sum());
  }

  @Program("passes")
  static void twoReaders(Scene scene) {
    Map<String, Integer> map = new HashMap<>(Map.of("x", 1));
    both(
        scene,
        () -> scene.expect(map.get("x") == 1, Kind.WRONG_RESULT, "No x."),
        () -> scene.expect(map.containsKey("x"), Kind.WRONG_RESULT, "No x."));
  }

  @Program("passes")
  static void eachItsOwnPlaceInAList(Scene scene) {
    List<Integer> results = new ArrayList<>(Collections.nCopies(2, null));
    both(scene, () -> results.set(0, 1), () -> results.set(1, 2));
    scene.expect(results.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", results);
  }

  @Program("passes")
  static void eachItsOwnPlaceInAFixedList(Scene scene) {
    List<Integer> results = Arrays.asList(new Integer[2]);
    both(scene, () -> results.set(0, 1), () -> results.set(1, 2));
    scene.expect(results.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", results);
  }

  @Program("data-race")
  static void samePlaceInAList(Scene scene) {
    List<Integer> results = new ArrayList<>(Collections.nCopies(2, 0));
    both(scene, () -> results.set(0, 1), () -> results.get(0));
  }

  @Program("data-race")
  static void placeSetWhileTheListIsRead(Scene scene) {
    List<Integer> results = new ArrayList<>(Collections.nCopies(2, 0));
    both(scene, () -> results.set(0, 1), () -> results.toString());
  }

  @Program("data-race")
  static void placeSetWhileTheListGrows(Scene scene) {
    List<Integer> results = new ArrayList<>(Collections.nCopies(2, 0));
    both(scene, () -> results.set(0, 1), () -> results.add(1));
  }

  private enum Part {
    LEFT,
    RIGHT
  }

  @Program("passes")
  static void eachItsOwnKeyThatIsThere(Scene scene) {
    Map<Part, Integer> map = new EnumMap<>(Part.class);
    map.put(Part.LEFT, 0);
    map.put(Part.RIGHT, 0);
    both(scene, () -> map.put(Part.LEFT, 1), () -> map.put(Part.RIGHT, map.get(Part.RIGHT) + 2));
    scene.expect(
        map.equals(Map.of(Part.LEFT, 1, Part.RIGHT, 2)), Kind.WRONG_RESULT, "Got %s.", map);
  }

  @Program("data-race")
  static void eachItsOwnKeyThatIsNotThere(Scene scene) {
    Map<Part, Integer> map = new EnumMap<>(Part.class);
    both(scene, () -> map.put(Part.LEFT, 1), () -> map.put(Part.RIGHT, 2));
  }

  // ---------------------------------------------------------------------------------------- a lock

  private static final class Registry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> map = new HashMap<>();

    void put(String key) {
      lock.lock();
      try {
        map.put(key, 1);
      } finally {
        lock.unlock();
      }
    }

    Set<String> view() {
      lock.lock();
      try {
        return map.keySet();
      } finally {
        lock.unlock();
      }
    }

    Set<String> unmodifiable() {
      lock.lock();
      try {
        return Collections.unmodifiableSet(map.keySet());
      } finally {
        lock.unlock();
      }
    }

    Set<String> copy() {
      lock.lock();
      try {
        return Set.copyOf(map.keySet());
      } finally {
        lock.unlock();
      }
    }
  }

  @Program("passes")
  static void copyMadeUnderTheLock(Scene scene) {
    Registry registry = new Registry();
    both(
        scene,
        () -> registry.put("x"),
        () -> scene.expect(registry.copy().size() < 2, Kind.WRONG_RESULT, "Too many."));
  }

  @Program("data-race")
  static void viewUsedOutsideTheLock(Scene scene) {
    Registry registry = new Registry();
    both(scene, () -> registry.put("x"), () -> registry.view().size());
  }

  @Program("data-race")
  static void unmodifiableViewUsedOutsideTheLock(Scene scene) {
    Registry registry = new Registry();
    both(scene, () -> registry.put("x"), () -> registry.unmodifiable().contains("x"));
  }

  @Program("exception")
  static void iteratorUsedOutsideTheLock(Scene scene) {
    List<Integer> list = new ArrayList<>(List.of(1));
    both(
        scene,
        () -> {
          synchronized (list) {
            list.add(2);
          }
        },
        () -> {
          Iterator<Integer> iterator;
          synchronized (list) {
            iterator = list.iterator();
          }
          iterator.next();
        });
  }

  @Program("passes")
  static void entriesTakenUnderTheLock(Scene scene) {
    // What comes out of a guarded list may be used outside.
    List<Map.Entry<String, Integer>> list = new ArrayList<>();
    both(
        scene,
        () -> {
          synchronized (list) {
            list.add(new java.util.AbstractMap.SimpleEntry<>("x", 1));
          }
        },
        () -> {
          Map.Entry<String, Integer> entry = null;
          synchronized (list) {
            if (!list.isEmpty()) {
              entry = list.get(0);
            }
          }
          scene.expect(entry == null || entry.getValue() == 1, Kind.WRONG_RESULT, "Not 1.");
        });
  }

  @Program("passes")
  static void aListIsHandedOverNotRead(Scene scene) {
    // Putting a list into a map does not look into the list.
    Map<String, List<Integer>> map = new HashMap<>();
    List<Integer> list = new ArrayList<>();
    both(
        scene,
        () -> {
          synchronized (map) {
            map.put("x", list);
          }
        },
        () -> {
          synchronized (list) {
            list.add(1);
          }
        });
  }

  @Program("data-race")
  static void twoLocksForOneMap(Scene scene) {
    Map<String, Integer> map = new HashMap<>();
    Object left = new Object();
    Object right = new Object();
    both(
        scene,
        () -> {
          synchronized (left) {
            map.put("x", 1);
          }
        },
        () -> {
          synchronized (right) {
            map.remove("x");
          }
        });
  }

  // ---------------------------------------------------------------------------------------- locks
  // of their own

  @Program("passes")
  static void vector(Scene scene) {
    Vector<Integer> vector = new Vector<>();
    both(scene, () -> vector.add(1), () -> vector.addElement(2));
    scene.expect(vector.size() == 2, Kind.LOST_UPDATE, "Got %s.", vector);
  }

  @Program("exception")
  static void vectorIterated(Scene scene) {
    Vector<Integer> vector = new Vector<>(List.of(1, 2));
    both(
        scene,
        () -> vector.add(3),
        () -> {
          for (int each : vector) {
            scene.expect(each > 0, Kind.WRONG_RESULT, "Got %d.", each);
          }
        });
  }

  @Program("passes")
  static void vectorIteratedUnderItsLock(Scene scene) {
    Vector<Integer> vector = new Vector<>(List.of(1, 2));
    both(
        scene,
        () -> vector.add(3),
        () -> {
          synchronized (vector) {
            for (int each : vector) {
              scene.expect(each > 0, Kind.WRONG_RESULT, "Got %d.", each);
            }
          }
        });
  }

  @Program("exception")
  static void stackCheckThenPop(Scene scene) {
    Stack<Integer> stack = new Stack<>();
    stack.push(1);
    Act act =
        () -> {
          if (!stack.empty()) {
            stack.pop();
          }
        };
    both(scene, act, act);
  }

  @Program("lost-update")
  static void hashtableGetThenPut(Scene scene) {
    Hashtable<String, Integer> table = new Hashtable<>();
    table.put("x", 0);
    Act act = () -> table.put("x", table.get("x") + 1);
    both(scene, act, act);
    scene.expect(table.get("x") == 2, Kind.LOST_UPDATE, "Got %s.", table);
  }

  @Program("passes")
  static void hashtableMerge(Scene scene) {
    Hashtable<String, Integer> table = new Hashtable<>();
    Act act = () -> table.merge("x", 1, Integer::sum);
    both(scene, act, act);
    scene.expect(table.values().iterator().next() == 2, Kind.LOST_UPDATE, "Got %s.", table);
  }

  @Program("passes")
  static void synchronizedList(Scene scene) {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>());
    both(scene, () -> list.add(1), () -> list.add(2));
    scene.expect(list.size() == 2, Kind.LOST_UPDATE, "Got %s.", list);
  }

  @Program("exception")
  static void synchronizedListIterated(Scene scene) {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
    both(
        scene,
        () -> list.add(3),
        () -> {
          for (int each : list) {
            scene.expect(each > 0, Kind.WRONG_RESULT, "Got %d.", each);
          }
        });
  }

  @Program("passes")
  static void synchronizedListIteratedUnderItsLock(Scene scene) {
    List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1, 2)));
    both(
        scene,
        () -> list.add(3),
        () -> {
          synchronized (list) {
            for (int each : list) {
              scene.expect(each > 0, Kind.WRONG_RESULT, "Got %d.", each);
            }
          }
        });
  }

  @Program("wrong-result")
  static void putIfAbsentByHand(Scene scene) {
    Map<String, Integer> map = Collections.synchronizedMap(new HashMap<>());
    var made = scene.<String>journal();
    Act act =
        () -> {
          if (!map.containsKey("x")) {
            map.put("x", 1);
            made.add("x");
          }
        };
    both(scene, act, act);
    scene.expect(made.entries().size() == 1, Kind.WRONG_RESULT, "Made %s.", made.entries());
  }

  @Program("passes")
  static void synchronizedMapAndItsViews(Scene scene) {
    Map<String, Integer> map = Collections.synchronizedMap(new HashMap<>());
    both(
        scene,
        () -> map.putIfAbsent("x", 1),
        () -> scene.expect(map.keySet().size() < 2, Kind.WRONG_RESULT, "Too many."));
  }

  @Program("passes")
  static void synchronizedCollectionOfAnotherKind(Scene scene) {
    Collection<Integer> collection = Collections.synchronizedCollection(new ArrayDeque<>());
    both(scene, () -> collection.add(1), () -> collection.add(2));
    scene.expect(collection.size() == 2, Kind.LOST_UPDATE, "Got %s.", collection);
  }

  @Program("passes")
  static void stringBuffer(Scene scene) {
    StringBuffer text = new StringBuffer();
    both(scene, () -> text.append("a"), () -> text.append("b"));
    scene.expect(text.length() == 2, Kind.LOST_UPDATE, "Got %s.", text);
  }

  @Program("wrong-result")
  static void stringBufferCheckThenAct(Scene scene) {
    StringBuffer text = new StringBuffer();
    Act act =
        () -> {
          if (text.length() == 0) {
            text.append("x");
          }
        };
    both(scene, act, act);
    scene.expect(text.length() == 1, Kind.WRONG_RESULT, "Got %s.", text);
  }

  // ----------------------------------------------------------------------------------------
  // concurrent

  @Program("passes")
  static void concurrentMapMerge(Scene scene) {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Act act = () -> map.merge("x", 1, Integer::sum);
    both(scene, act, act);
    scene.expect(map.get("x") == 2, Kind.LOST_UPDATE, "Got %s.", map);
  }

  @Program("lost-update")
  static void concurrentMapGetThenPut(Scene scene) {
    Map<String, Integer> map = new ConcurrentHashMap<>();
    Act act = () -> map.put("x", map.getOrDefault("x", 0) + 1);
    both(scene, act, act);
    scene.expect(map.get("x") == 2, Kind.LOST_UPDATE, "Got %s.", map);
  }

  @Program("passes")
  static void computeIfAbsentOnce(Scene scene) {
    ConcurrentHashMap<String, List<Integer>> map = new ConcurrentHashMap<>();
    var made = scene.<String>journal();
    Act act =
        () ->
            map.computeIfAbsent(
                    "x",
                    key -> {
                      made.add(key);
                      return new CopyOnWriteArrayList<>();
                    })
                .add(1);
    both(scene, act, act);
    scene.expect(made.entries().size() == 1, Kind.WRONG_RESULT, "Made %s.", made.entries());
    scene.expect(map.get("x").size() == 2, Kind.LOST_UPDATE, "Got %s.", map);
  }

  @Program("data-race")
  static void plainListInAConcurrentMap(Scene scene) {
    ConcurrentHashMap<String, List<Integer>> map = new ConcurrentHashMap<>();
    Act act = () -> map.computeIfAbsent("x", key -> new ArrayList<>()).add(1);
    both(scene, act, act);
  }

  @Program("wrong-result")
  static void concurrentMapCheckThenAct(Scene scene) {
    ConcurrentHashMap<String, Object> map = new ConcurrentHashMap<>();
    var made = scene.<Object>journal();
    Act act =
        () -> {
          Object value = map.get("x");
          if (value == null) {
            value = new Object();
            map.put("x", value);
          }
          made.add(value);
        };
    both(scene, act, act);
    scene.expect(made.entries().get(0) == made.entries().get(1), Kind.WRONG_RESULT, "Two objects.");
  }

  @Program("passes")
  static void putIfAbsent(Scene scene) {
    ConcurrentHashMap<String, Object> map = new ConcurrentHashMap<>();
    var made = scene.<Object>journal();
    Act act =
        () -> {
          Object fresh = new Object();
          Object other = map.putIfAbsent("x", fresh);
          made.add(other == null ? fresh : other);
        };
    both(scene, act, act);
    scene.expect(made.entries().get(0) == made.entries().get(1), Kind.WRONG_RESULT, "Two objects.");
  }

  @Program("passes")
  static void concurrentMapIteratedWhileItGrows(Scene scene) {
    Map<Integer, Integer> map = new ConcurrentHashMap<>(Map.of(1, 1));
    both(
        scene,
        () -> map.put(2, 2),
        () -> {
          for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
            scene.expect(
                entry.getKey().equals(entry.getValue()), Kind.WRONG_RESULT, "Got %s.", entry);
          }
        });
  }

  @Program("passes")
  static void concurrentMapPublishes(Scene scene) {
    Map<String, int[]> map = new ConcurrentHashMap<>();
    both(
        scene,
        () -> {
          int[] made = new int[1];
          made[0] = 5;
          map.put("x", made);
        },
        () -> {
          int[] seen = map.get("x");
          scene.expect(seen == null || seen[0] == 5, Kind.WRONG_RESULT, "Half made.");
        });
  }

  @Program("passes")
  static void keySetOfAConcurrentMap(Scene scene) {
    Set<String> set = ConcurrentHashMap.newKeySet();
    var added = scene.<Boolean>journal();
    Act act = () -> added.add(set.add("x"));
    both(scene, act, act);
    scene.expect(
        added.entries().stream().filter(each -> each).count() == 1,
        Kind.WRONG_RESULT,
        "%s",
        added.entries());
  }

  @Program("passes")
  static void skipLists(Scene scene) {
    ConcurrentSkipListMap<Integer, String> map = new ConcurrentSkipListMap<>();
    ConcurrentSkipListSet<Integer> set = new ConcurrentSkipListSet<>();
    both(
        scene,
        () -> {
          map.put(2, "b");
          set.add(2);
        },
        () -> {
          map.put(1, "a");
          set.add(1);
        });
    scene.expect(map.firstKey() == 1 && map.lastKey() == 2, Kind.LOST_UPDATE, "Got %s.", map);
    scene.expect(set.first() == 1 && set.size() == 2, Kind.LOST_UPDATE, "Got %s.", set);
  }

  @Program("exception")
  static void skipListCheckThenAct(Scene scene) {
    ConcurrentSkipListSet<Integer> set = new ConcurrentSkipListSet<>(List.of(1));
    Act act =
        () -> {
          if (!set.isEmpty()) {
            set.first();
            set.clear();
          }
        };
    both(scene, act, act);
  }

  @Program("passes")
  static void copyOnWrite(Scene scene) {
    List<Integer> list = new CopyOnWriteArrayList<>(List.of(1));
    Set<Integer> set = new CopyOnWriteArraySet<>();
    both(
        scene,
        () -> {
          list.add(2);
          set.add(1);
        },
        () -> {
          for (int each : list) {
            scene.expect(each > 0, Kind.WRONG_RESULT, "Got %d.", each);
          }
          set.add(1);
        });
    scene.expect(list.size() == 2 && set.size() == 1, Kind.LOST_UPDATE, "Got %s.", list);
  }

  @Program("exception")
  static void copyOnWriteSizeThenGet(Scene scene) {
    List<Integer> list = new CopyOnWriteArrayList<>(List.of(1));
    both(
        scene,
        () -> list.remove(0),
        () -> {
          if (list.size() > 0) {
            list.get(0);
          }
        });
  }

  // ----------------------------------------------------------------------------------------
  // a sum of one moment

  /** Sums that there are at some moment: 0, 10, 30 and 70. */
  private static void sums(
      Scene scene,
      Map<String, Integer> map,
      Act before,
      ToLongFunction<Map<String, Integer>> sum,
      Act after) {
    map.put("a", 0);
    map.put("b", 0);
    scene.actor(
        "writer",
        () -> {
          add(map, "a", 10, before, after);
          add(map, "b", 20, before, after);
          add(map, "a", 40, before, after);
        });
    scene.actor(
        "reader",
        () -> {
          before.run();
          long total = sum.applyAsLong(map);
          after.run();
          scene.expect(
              Set.of(0L, 10L, 30L, 70L).contains(total), Kind.WRONG_RESULT, "Saw %d.", total);
        });
    scene.play();
  }

  private static void add(Map<String, Integer> map, String key, int more, Act before, Act after)
      throws Exception {
    before.run();
    map.merge(key, more, Integer::sum);
    after.run();
  }

  private static long streamed(Map<String, Integer> map) {
    return map.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static long reduced(Map<String, Integer> map) {
    return ((ConcurrentHashMap<String, Integer>) map)
        .reduceValuesToLong(Long.MAX_VALUE, Integer::longValue, 0, Long::sum);
  }

  private static long copied(Map<String, Integer> map) {
    long sum = 0;
    for (Object value : map.values().toArray()) {
      sum += (Integer) value;
    }
    return sum;
  }

  private static long added(Map<String, Integer> map) {
    long[] sum = new long[1];
    map.forEach((key, value) -> sum[0] += value);
    return sum[0];
  }

  @Program("wrong-result")
  static void streamOfAConcurrentMap(Scene scene) {
    sums(scene, new ConcurrentHashMap<>(), () -> {}, PlainCollections::streamed, () -> {});
  }

  @Program("wrong-result")
  static void reductionOfAConcurrentMap(Scene scene) {
    sums(scene, new ConcurrentHashMap<>(), () -> {}, PlainCollections::reduced, () -> {});
  }

  @Program("wrong-result")
  static void arrayOfAConcurrentMap(Scene scene) {
    sums(scene, new ConcurrentHashMap<>(), () -> {}, PlainCollections::copied, () -> {});
  }

  @Program("wrong-result")
  static void eachOfAConcurrentMap(Scene scene) {
    sums(scene, new ConcurrentHashMap<>(), () -> {}, PlainCollections::added, () -> {});
  }

  @Program("wrong-result")
  static void streamOfASkipList(Scene scene) {
    sums(scene, new ConcurrentSkipListMap<>(), () -> {}, PlainCollections::streamed, () -> {});
  }

  @Program("wrong-result")
  static void eachOfASkipList(Scene scene) {
    sums(scene, new ConcurrentSkipListMap<>(), () -> {}, PlainCollections::added, () -> {});
  }

  @Program("passes")
  static void streamOfAConcurrentMapUnderALock(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    sums(scene, new ConcurrentHashMap<>(), lock::lock, PlainCollections::streamed, lock::unlock);
  }

  @Program("passes")
  static void eachOfASkipListUnderALock(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    sums(scene, new ConcurrentSkipListMap<>(), lock::lock, PlainCollections::added, lock::unlock);
  }

  private static void pairs(Scene scene, ToIntFunction<ConcurrentLinkedQueue<String>> count) {
    ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>(List.of("x", "y"));
    scene.actor(
        "writer",
        () -> {
          queue.add("z");
          queue.poll();
        });
    scene.actor(
        "reader",
        () -> {
          int seen = count.applyAsInt(queue);
          scene.expect(seen > 1 && seen < 4, Kind.WRONG_RESULT, "Saw %d.", seen);
        });
    scene.play();
  }

  @Program("passes")
  static void countOfAConcurrentQueue(Scene scene) {
    pairs(scene, queue -> (int) queue.stream().count());
  }

  /** There is always one token at least, at one end or the other. */
  private static void tokenIsSomewhere(Scene scene, Act before, Act after) {
    ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>(List.of("x", "token"));
    scene.actor(
        "writer",
        () -> {
          before.run();
          queue.add("token");
          queue.poll();
          queue.poll();
          after.run();
        });
    scene.actor(
        "reader",
        () -> {
          before.run();
          int others = 0;
          int tokens = 0;
          for (Object each : queue.toArray()) {
            others += each.equals("x") ? 1 : 0;
            tokens += each.equals("token") ? 1 : 0;
          }
          after.run();
          scene.expect(
              tokens + others != 3 || tokens == 2, Kind.WRONG_RESULT, "Saw %d of 3.", tokens);
          scene.expect(tokens > 0, Kind.WRONG_RESULT, "Saw no token.");
        });
    scene.play();
  }

  @Program("passes")
  static void arrayOfAConcurrentQueue(Scene scene) {
    tokenIsSomewhere(scene, () -> {}, () -> {});
  }

  @Program("passes")
  static void arrayOfAConcurrentQueueUnderALock(Scene scene) {
    ReentrantLock lock = new ReentrantLock();
    tokenIsSomewhere(scene, lock::lock, lock::unlock);
  }
}
