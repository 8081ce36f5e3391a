package racecourse.programs;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Scene;

/** Visibility: how one thread's objects get to another. */
final class Publication {
  private Publication() {}

  private static final class Mutable {
    int value;

    Mutable(int value) {
      this.value = value;
    }
  }

  private static final class Plain {
    Mutable shared;
    boolean flag;
  }

  private static final class Volatile {
    volatile Mutable shared;
    volatile boolean flag;
    volatile int[] array = new int[1];
    volatile long wide;
  }

  @Program("data-race")
  static void unsafePublication(Scene scene) {
    Plain plain = new Plain();
    scene.actor("writer", () -> plain.shared = new Mutable(5));
    scene.actor(
        "reader",
        () -> {
          Mutable seen = plain.shared;
          if (seen != null && seen.value != 5) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void publishedByAVolatile(Scene scene) {
    Volatile box = new Volatile();
    scene.actor("writer", () -> box.shared = new Mutable(5));
    scene.actor(
        "reader",
        () -> {
          Mutable seen = box.shared;
          scene.expect(seen == null || seen.value == 5, Kind.WRONG_RESULT, "Half made.");
        });
    scene.play();
  }

  @Program("data-race")
  static void writtenAfterPublication(Scene scene) {
    Volatile box = new Volatile();
    scene.actor(
        "writer",
        () -> {
          Mutable made = new Mutable(0);
          box.shared = made;
          made.value = 5;
        });
    scene.actor(
        "reader",
        () -> {
          Mutable seen = box.shared;
          if (seen != null && seen.value < 0) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  @Program("wrong-result")
  static void thisEscapes(Scene scene) {
    AtomicReference<Supplier<String>> registry = new AtomicReference<>();
    class Listener {
      private final AtomicReference<String> name = new AtomicReference<>();

      Listener() {
        registry.set(name::get);
        name.set("ready");
      }
    }
    scene.actor("maker", Listener::new);
    scene.actor(
        "caller",
        () -> {
          Supplier<String> seen = registry.get();
          scene.expect(seen == null || "ready".equals(seen.get()), Kind.WRONG_RESULT, "Half made.");
        });
    scene.play();
  }

  @Program("passes")
  static void threadStartAndJoinPublish(Scene scene) throws Exception {
    Mutable box = new Mutable(1);
    Thread thread = new Thread(() -> box.value++);
    box.value++;
    thread.start();
    thread.join();
    scene.expect(box.value == 3, Kind.WRONG_RESULT, "Got %d.", box.value);
  }

  @Program("data-race")
  static void joinForgotten(Scene scene) {
    Mutable box = new Mutable(1);
    Thread thread = new Thread(() -> box.value++);
    thread.start();
    scene.expect(box.value <= 2, Kind.WRONG_RESULT, "Got %d.", box.value);
  }

  @Program("data-race")
  static void timedJoinMayNotHaveJoined(Scene scene) throws Exception {
    Mutable box = new Mutable(1);
    Thread thread = new Thread(() -> box.value++);
    thread.start();
    thread.join(10);
    scene.expect(box.value <= 2, Kind.WRONG_RESULT, "Got %d.", box.value);
  }

  @Program("passes")
  static void isAlivePublishes(Scene scene) {
    Mutable box = new Mutable(1);
    Thread thread = new Thread(() -> box.value++);
    thread.start();
    while (thread.isAlive()) {
      Thread.yield();
    }
    scene.expect(box.value == 2, Kind.WRONG_RESULT, "Got %d.", box.value);
  }

  @Program("data-race")
  static void flagThatIsNotVolatile(Scene scene) {
    Plain plain = new Plain();
    scene.actor(
        "waiter",
        () -> {
          while (!plain.flag) {
            Thread.onSpinWait();
          }
        });
    scene.actor("setter", () -> plain.flag = true);
    scene.play();
  }

  @Program("passes")
  static void volatileFlag(Scene scene) {
    Volatile box = new Volatile();
    Mutable data = new Mutable(0);
    scene.actor(
        "waiter",
        () -> {
          while (!box.flag) {
            Thread.onSpinWait();
          }
          scene.expect(data.value == 5, Kind.WRONG_RESULT, "Got %d.", data.value);
        });
    scene.actor(
        "setter",
        () -> {
          data.value = 5;
          box.flag = true;
        });
    scene.play();
  }

  @Program("data-race")
  static void elementsOfAVolatileArrayAreNotVolatile(Scene scene) {
    Volatile box = new Volatile();
    scene.actor("writer", () -> box.array[0] = 1);
    scene.actor(
        "reader",
        () -> {
          if (box.array[0] < 0) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void arrayReplaced(Scene scene) {
    Volatile box = new Volatile();
    scene.actor(
        "writer",
        () -> {
          int[] copy = box.array.clone();
          copy[0] = 1;
          box.array = copy;
        });
    scene.actor("reader", () -> scene.expect(box.array[0] >= 0, Kind.WRONG_RESULT, "Negative."));
    scene.play();
  }

  @Program("lost-update")
  static void arrayReplacedByTwo(Scene scene) {
    Volatile box = new Volatile();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "writer " + i,
          () -> {
            int[] copy = box.array.clone();
            copy[0]++;
            box.array = copy;
          });
    }
    scene.play();
    scene.expect(box.array[0] == 2, Kind.LOST_UPDATE, "Got %d.", box.array[0]);
  }

  @Program("lost-update")
  static void volatileLong(Scene scene) {
    Volatile box = new Volatile();
    for (int i = 0; i < 2; i++) {
      scene.actor("adder " + i, () -> box.wide += 1L << 40);
    }
    scene.play();
    scene.expect(box.wide == 2L << 40, Kind.LOST_UPDATE, "Got %d.", box.wide);
  }

  private static final class Wide {
    long count;
    double sum;
    float part;
    short small;
    byte tiny;
    char letter = 'a';
    boolean flip;

    void change() {
      count += 2;
      sum += 0.5;
      part += 0.25f;
      small++;
      tiny--;
      letter++;
      flip ^= true;
    }
  }

  @Program("passes")
  static void fieldsOfEveryTypeGuarded(Scene scene) {
    Wide wide = new Wide();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            synchronized (wide) {
              wide.change();
            }
          });
    }
    scene.play();
    scene.expect(
        wide.count == 4
            && wide.sum == 1
            && wide.part == 0.5f
            && wide.small == 2
            && wide.tiny == -2
            && wide.letter == 'c'
            && !wide.flip,
        Kind.LOST_UPDATE,
        "Lost one.");
  }

  @Program("lost-update")
  static void longField(Scene scene) {
    Wide wide = new Wide();
    for (int i = 0; i < 2; i++) {
      scene.actor("worker " + i, wide::change);
    }
    scene.play();
    scene.expect(wide.count == 4, Kind.LOST_UPDATE, "Got %d.", wide.count);
  }

  @Program("lost-update")
  static void doubleField(Scene scene) {
    Wide wide = new Wide();
    for (int i = 0; i < 2; i++) {
      scene.actor("worker " + i, () -> wide.sum += 1.5);
    }
    scene.play();
    scene.expect(wide.sum == 3, Kind.LOST_UPDATE, "Got %f.", wide.sum);
  }

  @Program("passes")
  static void arraysOfEveryTypeGuarded(Scene scene) {
    long[] longs = new long[1];
    double[] doubles = new double[1];
    float[] floats = new float[1];
    short[] shorts = new short[1];
    byte[] bytes = new byte[1];
    char[] chars = {'a'};
    boolean[] booleans = new boolean[1];
    String[][] texts = {{""}};
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "worker " + i,
          () -> {
            synchronized (longs) {
              longs[0] += 3;
              doubles[0] += 0.5;
              floats[0] += 0.5f;
              shorts[0]++;
              bytes[0]++;
              chars[0]++;
              booleans[0] |= true;
              texts[0][0] += "x";
            }
          });
    }
    scene.play();
    scene.expect(
        longs[0] == 6
            && doubles[0] == 1
            && floats[0] == 1
            && shorts[0] == 2
            && bytes[0] == 2
            && chars[0] == 'c'
            && booleans[0]
            && texts[0][0].equals("xx"),
        Kind.LOST_UPDATE,
        "Lost one.");
  }

  @Program("lost-update")
  static void longArray(Scene scene) {
    long[] longs = new long[2];
    for (int i = 0; i < 2; i++) {
      scene.actor("worker " + i, () -> longs[1]++);
    }
    scene.play();
    scene.expect(longs[1] == 2, Kind.LOST_UPDATE, "Got %d.", longs[1]);
  }

  @Program("passes")
  static void eachItsOwnElement(Scene scene) {
    int[] results = new int[3];
    for (int i = 0; i < 3; i++) {
      int mine = i;
      scene.actor("worker " + i, () -> results[mine] = mine * mine);
    }
    scene.play();
    scene.expect(results[2] == 4, Kind.WRONG_RESULT, "Got %d.", results[2]);
  }

  /** Double-checked locking; what can be got wrong is the field. */
  private static final class Lazy {
    private Mutable plain;
    private volatile Mutable visible;

    Mutable plain() {
      if (plain == null) {
        synchronized (this) {
          if (plain == null) {
            plain = new Mutable(5);
          }
        }
      }
      return plain;
    }

    Mutable visible() {
      Mutable seen = visible;
      if (seen == null) {
        synchronized (this) {
          seen = visible;
          if (seen == null) {
            seen = new Mutable(5);
            visible = seen;
          }
        }
      }
      return seen;
    }

    Mutable unchecked() {
      if (visible == null) {
        visible = new Mutable(5);
      }
      return visible;
    }
  }

  private static void twoGets(Scene scene, Supplier<Mutable> get) {
    var seen = scene.<Integer>journal();
    AtomicReference<Mutable> first = new AtomicReference<>();
    for (int i = 0; i < 2; i++) {
      scene.actor(
          "user " + i,
          () -> {
            Mutable mine = get.get();
            seen.add(mine.value);
            scene.expect(
                first.compareAndSet(null, mine) || first.get() == mine,
                Kind.WRONG_RESULT,
                "Two objects.");
          });
    }
    scene.play();
  }

  @Program("data-race")
  static void doubleCheckedLockingWithoutVolatile(Scene scene) {
    twoGets(scene, new Lazy()::plain);
  }

  @Program("passes")
  static void doubleCheckedLocking(Scene scene) {
    twoGets(scene, new Lazy()::visible);
  }

  @Program("wrong-result")
  static void lazyWithoutALock(Scene scene) {
    twoGets(scene, new Lazy()::unchecked);
  }

  private static final class Holder {
    static final Mutable INSTANCE = new Mutable(5);
  }

  @Program("passes")
  static void holderIdiom(Scene scene) {
    twoGets(scene, () -> Holder.INSTANCE);
  }

  private enum Singleton {
    INSTANCE;

    final Mutable mutable = new Mutable(5);
  }

  @Program("passes")
  static void enumSingleton(Scene scene) {
    twoGets(scene, () -> Singleton.INSTANCE.mutable);
  }

  private record Config(String name, Optional<Integer> port) {}

  @Program("data-race")
  static void immutableObjectInAPlainField(Scene scene) {
    // The object is safe, the field is not: the reader may never see it.
    Config[] box = new Config[1];
    scene.actor("writer", () -> box[0] = new Config("x", Optional.of(1)));
    scene.actor(
        "reader",
        () -> {
          Config seen = box[0];
          if (seen != null && seen.port().isEmpty()) {
            throw new AssertionError();
          }
        });
    scene.play();
  }

  @Program("passes")
  static void immutableObjectInAReference(Scene scene) {
    AtomicReference<Config> box = new AtomicReference<>();
    scene.actor("writer", () -> box.set(new Config("x", Optional.of(1))));
    scene.actor(
        "reader",
        () -> {
          Config seen = box.get();
          scene.expect(
              seen == null || seen.equals(new Config("x", Optional.of(1))),
              Kind.WRONG_RESULT,
              "%s",
              seen);
        });
    scene.play();
  }

  @Program("wrong-result")
  static void petersonInTheWrongOrder(Scene scene) {
    // Peterson's algorithm with the two writes in the wrong order.
    Peterson peterson = new Peterson();
    inside(scene, peterson, false);
  }

  @Program("passes")
  static void peterson(Scene scene) {
    inside(scene, new Peterson(), true);
  }

  private static final class Peterson {
    volatile boolean wants0;
    volatile boolean wants1;
    volatile int turn;

    void want(int me, boolean on) {
      if (me == 0) {
        wants0 = on;
      } else {
        wants1 = on;
      }
    }

    boolean otherWants(int me) {
      return me == 0 ? wants1 : wants0;
    }
  }

  private static void inside(Scene scene, Peterson peterson, boolean right) {
    var inside = scene.<String>journal();
    for (int i = 0; i < 2; i++) {
      int me = i;
      scene.actor(
          "thread " + i,
          () -> {
            if (right) {
              peterson.want(me, true);
              peterson.turn = 1 - me;
            } else {
              peterson.turn = 1 - me;
              peterson.want(me, true);
            }
            while (peterson.otherWants(me) && peterson.turn == 1 - me) {
              Thread.onSpinWait();
            }
            inside.add("in");
            Thread.yield();
            inside.add("out");
            peterson.want(me, false);
          });
    }
    scene.play();
    scene.expect(
        inside.entries().equals(java.util.List.of("in", "out", "in", "out")),
        Kind.WRONG_RESULT,
        "Both are inside: %s.",
        inside.entries());
  }
}
