package racecourse.programs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Scene;

/** Atomic classes, field updaters and variable handles. */
final class Atomics {
  private Atomics() {}

  private static void twice(Scene scene, Act act) {
    scene.actor("a", act);
    scene.actor("b", act);
    scene.play();
  }

  @Program("passes")
  static void compareAndSetLoop(Scene scene) {
    AtomicInteger count = new AtomicInteger();
    twice(
        scene,
        () -> {
          int seen;
          do {
            seen = count.get();
          } while (!count.compareAndSet(seen, seen + 1));
        });
    scene.expect(count.get() == 2, Kind.LOST_UPDATE, "Got %d.", count.get());
  }

  @Program("lost-update")
  static void compareAndSetIgnored(Scene scene) {
    AtomicInteger count = new AtomicInteger();
    twice(
        scene,
        () -> {
          int seen = count.get();
          count.compareAndSet(seen, seen + 1);
        });
    scene.expect(count.get() == 2, Kind.LOST_UPDATE, "Got %d.", count.get());
  }

  @Program("passes")
  static void updateAndGet(Scene scene) {
    AtomicLong count = new AtomicLong(1);
    twice(scene, () -> count.updateAndGet(value -> value * 2));
    scene.expect(count.get() == 4, Kind.LOST_UPDATE, "Got %d.", count.get());
  }

  @Program("wrong-result")
  static void twoAtomicsAreNotOne(Scene scene) {
    AtomicInteger x = new AtomicInteger();
    AtomicInteger y = new AtomicInteger();
    scene.actor(
        "mover",
        () -> {
          x.incrementAndGet();
          y.incrementAndGet();
        });
    scene.actor(
        "reader", () -> scene.expect(x.get() == y.get(), Kind.WRONG_RESULT, "Seen in between."));
    scene.play();
  }

  private record Pair(int x, int y) {}

  @Program("passes")
  static void oneReferenceToBoth(Scene scene) {
    AtomicReference<Pair> pair = new AtomicReference<>(new Pair(0, 0));
    scene.actor("mover", () -> pair.updateAndGet(p -> new Pair(p.x() + 1, p.y() + 1)));
    scene.actor(
        "reader",
        () -> {
          Pair seen = pair.get();
          scene.expect(seen.x() == seen.y(), Kind.WRONG_RESULT, "%s", seen);
        });
    scene.play();
  }

  @Program("wrong-result")
  static void checkThenSet(Scene scene) {
    AtomicBoolean taken = new AtomicBoolean();
    AtomicInteger winners = new AtomicInteger();
    twice(
        scene,
        () -> {
          if (!taken.get()) {
            taken.set(true);
            winners.incrementAndGet();
          }
        });
    scene.expect(winners.get() == 1, Kind.WRONG_RESULT, "%d winners.", winners.get());
  }

  @Program("passes")
  static void getAndSet(Scene scene) {
    AtomicBoolean taken = new AtomicBoolean();
    AtomicInteger winners = new AtomicInteger();
    twice(
        scene,
        () -> {
          if (!taken.getAndSet(true)) {
            winners.incrementAndGet();
          }
        });
    scene.expect(winners.get() == 1, Kind.WRONG_RESULT, "%d winners.", winners.get());
  }

  @Program("passes")
  static void adders(Scene scene) {
    LongAdder adder = new LongAdder();
    DoubleAdder doubles = new DoubleAdder();
    LongAccumulator most = new LongAccumulator(Math::max, 0);
    for (int i = 1; i <= 2; i++) {
      int mine = i;
      scene.actor(
          "worker " + i,
          () -> {
            adder.add(mine);
            doubles.add(0.5);
            most.accumulate(mine);
          });
    }
    scene.play();
    scene.expect(adder.sum() == 3, Kind.LOST_UPDATE, "Got %d.", adder.sum());
    scene.expect(doubles.sum() == 1.0, Kind.LOST_UPDATE, "Got %f.", doubles.sum());
    scene.expect(most.get() == 2, Kind.LOST_UPDATE, "Got %d.", most.get());
  }

  @Program("wrong-result")
  static void adderAsAnId(Scene scene) {
    LongAdder adder = new LongAdder();
    var ids = scene.<Long>journal();
    twice(
        scene,
        () -> {
          adder.increment();
          ids.add(adder.sum());
        });
    scene.expect(
        ids.entries().stream().distinct().count() == 2, Kind.WRONG_RESULT, "%s", ids.entries());
  }

  @Program("passes")
  static void atomicArray(Scene scene) {
    AtomicIntegerArray array = new AtomicIntegerArray(2);
    twice(
        scene,
        () -> {
          array.incrementAndGet(0);
          array.getAndAdd(1, 2);
        });
    scene.expect(array.get(0) == 2 && array.get(1) == 4, Kind.LOST_UPDATE, "Got %s.", array);
  }

  @Program("lost-update")
  static void atomicArrayGetThenSet(Scene scene) {
    AtomicIntegerArray array = new AtomicIntegerArray(1);
    twice(scene, () -> array.set(0, array.get(0) + 1));
    scene.expect(array.get(0) == 2, Kind.LOST_UPDATE, "Got %s.", array);
  }

  /** Treiber's stack of nodes that are used again: the ABA problem. */
  private static final class Node {
    final String name;
    volatile Node next;

    Node(String name, Node next) {
      this.name = name;
      this.next = next;
    }
  }

  @Program("wrong-result")
  static void nodesUsedAgain(Scene scene) {
    AtomicReference<Node> top = new AtomicReference<>(stackOfThree());
    var gone = scene.<Node>journal();
    scene.actor("slow", () -> pop(top));
    scene.actor(
        "fast",
        () -> {
          Node first = pop(top);
          gone.add(pop(top));
          push(top, first);
        });
    scene.play();
    scene.expect(!gone.entries().contains(top.get()), Kind.WRONG_RESULT, "It is back.");
  }

  private static Node stackOfThree() {
    return new Node("a", new Node("b", new Node("c", null)));
  }

  private static Node pop(AtomicReference<Node> top) {
    while (true) {
      Node seen = top.get();
      if (seen == null) {
        return null;
      }
      Node next = seen.next;
      if (top.compareAndSet(seen, next)) {
        return seen;
      }
    }
  }

  private static void push(AtomicReference<Node> top, Node node) {
    do {
      node.next = top.get();
    } while (!top.compareAndSet(node.next, node));
  }

  @Program("passes")
  static void stampsAgainstNodesUsedAgain(Scene scene) {
    AtomicStampedReference<Node> top = new AtomicStampedReference<>(stackOfThree(), 0);
    var gone = scene.<Node>journal();
    scene.actor("slow", () -> pop(top));
    scene.actor(
        "fast",
        () -> {
          Node first = pop(top);
          gone.add(pop(top));
          int[] stamp = new int[1];
          do {
            first.next = top.get(stamp);
          } while (!top.compareAndSet(first.next, first, stamp[0], stamp[0] + 1));
        });
    scene.play();
    scene.expect(!gone.entries().contains(top.getReference()), Kind.WRONG_RESULT, "It is back.");
  }

  private static Node pop(AtomicStampedReference<Node> top) {
    int[] stamp = new int[1];
    while (true) {
      Node seen = top.get(stamp);
      if (seen == null) {
        return null;
      }
      if (top.compareAndSet(seen, seen.next, stamp[0], stamp[0] + 1)) {
        return seen;
      }
    }
  }

  @Program("passes")
  static void markableReference(Scene scene) {
    AtomicMarkableReference<String> reference = new AtomicMarkableReference<>("x", false);
    AtomicInteger winners = new AtomicInteger();
    twice(
        scene,
        () -> {
          if (reference.attemptMark("x", true) && reference.isMarked()) {
            winners.incrementAndGet();
          }
        });
    scene.expect(winners.get() >= 1, Kind.WRONG_RESULT, "%d winners.", winners.get());
  }

  private static final class Cell {
    static final AtomicIntegerFieldUpdater<Cell> COUNT =
        AtomicIntegerFieldUpdater.newUpdater(Cell.class, "count");
    static final AtomicReferenceFieldUpdater<Cell, String> NAME =
        AtomicReferenceFieldUpdater.newUpdater(Cell.class, String.class, "name");
    volatile int count;
    volatile String name;
    int plain;
  }

  @Program("passes")
  static void fieldUpdaters(Scene scene) {
    Cell cell = new Cell();
    twice(
        scene,
        () -> {
          Cell.COUNT.incrementAndGet(cell);
          Cell.NAME.compareAndSet(cell, null, Thread.currentThread().getName());
        });
    scene.expect(cell.count == 2, Kind.LOST_UPDATE, "Got %d.", cell.count);
    scene.expect(cell.name != null, Kind.WRONG_RESULT, "No name.");
  }

  @Program("passes")
  static void fieldUpdaterPublishes(Scene scene) {
    // Written through the updater, read as a field.
    Cell cell = new Cell();
    scene.actor(
        "writer",
        () -> {
          cell.plain = 5;
          Cell.COUNT.set(cell, 1);
        });
    scene.actor(
        "reader",
        () -> {
          if (cell.count == 1) {
            scene.expect(cell.plain == 5, Kind.WRONG_RESULT, "Got %d.", cell.plain);
          }
        });
    scene.play();
  }

  @Program("passes")
  static void fieldUpdaterReads(Scene scene) {
    // Written as a field, read through the updater.
    Cell cell = new Cell();
    scene.actor(
        "writer",
        () -> {
          cell.plain = 5;
          cell.count = 1;
        });
    scene.actor(
        "reader",
        () -> {
          if (Cell.COUNT.get(cell) == 1) {
            scene.expect(cell.plain == 5, Kind.WRONG_RESULT, "Got %d.", cell.plain);
          }
        });
    scene.play();
  }

  @Program("lost-update")
  static void fieldUpdaterGetThenSet(Scene scene) {
    Cell cell = new Cell();
    twice(scene, () -> Cell.COUNT.set(cell, Cell.COUNT.get(cell) + 1));
    scene.expect(cell.count == 2, Kind.LOST_UPDATE, "Got %d.", cell.count);
  }

  // ----------------------------------------------------------------------------------------
  // variable handles

  private static final class Handled {
    static final VarHandle COUNT;
    static final VarHandle DATA;
    static final VarHandle READY;
    static final VarHandle TOTAL;
    static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(int[].class);

    static {
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        COUNT = lookup.findVarHandle(Handled.class, "count", int.class);
        DATA = lookup.findVarHandle(Handled.class, "data", String.class);
        READY = lookup.findVarHandle(Handled.class, "ready", boolean.class);
        TOTAL = lookup.findStaticVarHandle(Handled.class, "total", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    int count;
    String data;
    boolean ready;
    static long total;
  }

  @Program("passes")
  static void variableHandles(Scene scene) {
    Handled handled = new Handled();
    twice(
        scene,
        () -> {
          int seen;
          do {
            seen = (int) Handled.COUNT.getVolatile(handled);
          } while (!Handled.COUNT.compareAndSet(handled, seen, seen + 1));
          long before = (long) Handled.TOTAL.getAndAdd(1L);
          scene.expect(before < 2, Kind.WRONG_RESULT, "Got %d.", before);
        });
    scene.expect(
        (int) Handled.COUNT.getVolatile(handled) == 2, Kind.LOST_UPDATE, "Lost an increment.");
    scene.expect(Handled.total == 2, Kind.LOST_UPDATE, "Got %d.", Handled.total);
  }

  @Program("lost-update")
  static void variableHandleGetThenSet(Scene scene) {
    Handled handled = new Handled();
    twice(
        scene,
        () -> {
          int seen = (int) Handled.COUNT.getVolatile(handled);
          Handled.COUNT.setVolatile(handled, seen + 1);
        });
    int count = (int) Handled.COUNT.getVolatile(handled);
    scene.expect(count == 2, Kind.LOST_UPDATE, "Got %d.", count);
  }

  /** Publishes data through a flag, with the given way to write and read the flag. */
  private static void publish(
      Scene scene,
      java.util.function.Consumer<Handled> raise,
      java.util.function.Predicate<Handled> raised) {
    Handled handled = new Handled();
    scene.actor(
        "writer",
        () -> {
          handled.data = "x";
          raise.accept(handled);
        });
    scene.actor(
        "reader",
        () -> {
          if (raised.test(handled)) {
            scene.expect("x".equals(handled.data), Kind.WRONG_RESULT, "Got %s.", handled.data);
          }
        });
    scene.play();
  }

  @Program("passes")
  static void publishedByVolatileAccess(Scene scene) {
    publish(
        scene,
        handled -> Handled.READY.setVolatile(handled, true),
        handled -> (boolean) Handled.READY.getVolatile(handled));
  }

  @Program("passes")
  static void publishedByReleaseAndAcquire(Scene scene) {
    publish(
        scene,
        handled -> Handled.READY.setRelease(handled, true),
        handled -> (boolean) Handled.READY.getAcquire(handled));
  }

  @Program("data-race")
  static void opaqueAtomicPublishesNothing(Scene scene) {
    AtomicBoolean flag = new AtomicBoolean();
    publish(scene, handled -> flag.setOpaque(true), handled -> flag.getOpaque());
  }

  @Program("data-race")
  static void plainAtomicPublishesNothing(Scene scene) {
    AtomicIntegerArray flags = new AtomicIntegerArray(1);
    publish(scene, handled -> flags.setPlain(0, 1), handled -> flags.getPlain(0) == 1);
  }

  @Program("data-race")
  static void opaqueReferencePublishesNothing(Scene scene) {
    AtomicReference<String> flag = new AtomicReference<>();
    publish(scene, handled -> flag.setOpaque("set"), handled -> flag.getOpaque() != null);
  }

  @Program("passes")
  static void lazySetPublishes(Scene scene) {
    AtomicBoolean flag = new AtomicBoolean();
    publish(scene, handled -> flag.lazySet(true), handled -> flag.getAcquire());
  }

  @Program("data-race")
  static void opaqueAccessPublishesNothing(Scene scene) {
    publish(
        scene,
        handled -> Handled.READY.setOpaque(handled, true),
        handled -> (boolean) Handled.READY.getOpaque(handled));
  }

  @Program("data-race")
  static void plainAccessPublishesNothing(Scene scene) {
    publish(
        scene,
        handled -> Handled.READY.set(handled, true),
        handled -> (boolean) Handled.READY.get(handled));
  }

  @Program("data-race")
  static void releaseWithoutAcquire(Scene scene) {
    publish(
        scene,
        handled -> Handled.READY.setRelease(handled, true),
        handled -> (boolean) Handled.READY.getOpaque(handled));
  }

  @Program("passes")
  static void referenceByVariableHandle(Scene scene) {
    Handled handled = new Handled();
    var winners = scene.<String>journal();
    twice(
        scene,
        () -> {
          String mine = Thread.currentThread().getName();
          if (Handled.DATA.compareAndSet(handled, null, mine)) {
            winners.add(mine);
          }
        });
    scene.expect(winners.entries().size() == 1, Kind.WRONG_RESULT, "%s", winners.entries());
  }

  @Program("passes")
  static void elementsByVariableHandle(Scene scene) {
    int[] array = new int[2];
    twice(scene, () -> Handled.ELEMENTS.getAndAdd(array, 1, 1));
    scene.expect((int) Handled.ELEMENTS.getVolatile(array, 1) == 2, Kind.LOST_UPDATE, "Lost one.");
  }

  @Program("passes")
  static void fences(Scene scene) {
    // A fence needs no partner to be harmless.
    AtomicInteger count = new AtomicInteger();
    twice(
        scene,
        () -> {
          VarHandle.fullFence();
          count.incrementAndGet();
          VarHandle.releaseFence();
        });
    scene.expect(count.get() == 2, Kind.LOST_UPDATE, "Got %d.", count.get());
  }
}
