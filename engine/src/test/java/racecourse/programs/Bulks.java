package racecourse.programs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Act;
import racecourse.engine.scene.Scene;

/** Arrays and collections that are handed to static methods of the JDK. */
final class Bulks {
  private Bulks() {}

  private static void both(Scene scene, Act one, Act other) {
    scene.actor("one", one);
    scene.actor("other", other);
    scene.play();
  }

  @Program("data-race")
  static void sumsWhileAnotherWrites(Scene scene) {
    int[] cells = new int[2];
    both(scene, () -> cells[1] = 7, () -> Arrays.stream(cells).sum());
  }

  @Program("passes")
  static void sumsUnderTheWritersLock(Scene scene) {
    int[] cells = new int[2];
    Object lock = new Object();
    both(
        scene,
        () -> {
          synchronized (lock) {
            cells[1] = 7;
          }
        },
        () -> {
          synchronized (lock) {
            int sum = Arrays.stream(cells).sum();
            scene.expect(sum == 0 || sum == 7, Kind.WRONG_RESULT, "Got %d.", sum);
          }
        });
  }

  @Program("data-race")
  static void copiesWhileAnotherWrites(Scene scene) {
    int[] cells = new int[2];
    both(scene, () -> cells[0] = 7, () -> Arrays.copyOf(cells, 2));
  }

  @Program("data-race")
  static void clonesWhileAnotherWrites(Scene scene) {
    int[] cells = new int[2];
    both(scene, () -> cells[0] = 7, () -> cells.clone()[0]++);
  }

  @Program("data-race")
  static void arraycopyIntoTheSamePlace(Scene scene) {
    int[] from = {1, 2};
    int[] to = new int[2];
    both(
        scene,
        () -> System.arraycopy(from, 0, to, 0, 2),
        () -> System.arraycopy(from, 0, to, 1, 1));
  }

  @Program("passes")
  static void arraycopyIntoTwoHalves(Scene scene) {
    int[] from = {1, 2};
    int[] to = new int[2];
    both(
        scene,
        () -> System.arraycopy(from, 0, to, 0, 1),
        () -> System.arraycopy(from, 1, to, 1, 1));
    scene.expect(Arrays.equals(from, to), Kind.WRONG_RESULT, "Got %s.", Arrays.toString(to));
  }

  @Program("passes")
  static void fillsTwoHalves(Scene scene) {
    int[] cells = new int[4];
    both(scene, () -> Arrays.fill(cells, 0, 2, 7), () -> Arrays.fill(cells, 2, 4, 7));
    scene.expect(cells[0] + cells[3] == 14, Kind.WRONG_RESULT, "Got %s.", cells[0]);
  }

  @Program("data-race")
  static void fillsOneArrayTwice(Scene scene) {
    long[] cells = new long[4];
    both(scene, () -> Arrays.fill(cells, 1L), () -> Arrays.fill(cells, 2L));
  }

  @Program("data-race")
  static void sortsWhatAnotherReads(Scene scene) {
    List<Integer> shared = new ArrayList<>(List.of(2, 1));
    both(scene, () -> Collections.sort(shared), () -> shared.get(0));
  }

  @Program("data-race")
  static void copiesAListThatGrows(Scene scene) {
    List<Integer> shared = new ArrayList<>(List.of(2, 1));
    both(scene, () -> shared.add(3), () -> List.copyOf(shared));
  }

  @Program("passes")
  static void wrapsAListBeforeAnybodyHasIt(Scene scene) {
    List<Integer> shared = Collections.synchronizedList(new ArrayList<>());
    both(scene, () -> shared.add(1), () -> shared.add(2));
    scene.expect(shared.size() == 2, Kind.WRONG_RESULT, "Got %d.", shared.size());
  }

  @Program("passes")
  static void readsTogether(Scene scene) {
    int[] cells = {3, 1};
    both(scene, () -> Arrays.hashCode(cells), () -> Arrays.stream(cells).max());
  }
}
