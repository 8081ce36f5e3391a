package racecourse.streams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import racecourse.engine.model.Kind;
import racecourse.engine.scene.Scene;
import racecourse.programs.Program;

/** Parallel streams, whose functions run on the threads of the common pool and on the caller's. */
final class Streams {
  private Streams() {}

  @Program("data-race")
  static void parallelForEachIntoAList(Scene scene) {
    List<Integer> seen = new ArrayList<>();
    List.of(1, 2).parallelStream().forEach(seen::add);
    scene.expect(seen.size() == 2, Kind.WRONG_RESULT, "Got %d.", seen.size());
  }

  @Program("passes")
  static void parallelCollectIntoAList(Scene scene) {
    List<Integer> seen = List.of(1, 2, 3).parallelStream().map(i -> 2 * i).toList();
    scene.expect(seen.equals(List.of(2, 4, 6)), Kind.WRONG_RESULT, "Got %s.", seen);
  }

  @Program("wrong-result")
  static void parallelSumIntoAnArray(Scene scene) {
    int[] sum = new int[1];
    IntStream.rangeClosed(1, 2).parallel().forEach(i -> sum[0] += i);
    scene.expect(sum[0] == 3, Kind.WRONG_RESULT, "Got %d.", sum[0]);
  }

  @Program("passes")
  static void parallelSumIntoAnAtomic(Scene scene) {
    AtomicInteger sum = new AtomicInteger();
    IntStream.rangeClosed(1, 2).parallel().forEach(sum::addAndGet);
    scene.expect(sum.get() == 3, Kind.WRONG_RESULT, "Got %d.", sum.get());
  }

  @Program("wrong-result")
  static void parallelForEachHasNoOrder(Scene scene) {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    List.of(1, 2).parallelStream().forEach(seen::add);
    scene.expect(seen.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", seen);
  }

  @Program("passes")
  static void forEachOrderedHas(Scene scene) {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    List.of(1, 2).parallelStream().forEachOrdered(seen::add);
    scene.expect(seen.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", seen);
  }

  @Program("wrong-result")
  static void reductionThatIsNotAssociative(Scene scene) {
    int left = Stream.of(8, 4, 2).parallel().reduce((a, b) -> a - b).orElseThrow();
    scene.expect(left == 2, Kind.WRONG_RESULT, "Got %d.", left);
  }

  @Program("passes")
  static void reductionThatIs(Scene scene) {
    int sum = Stream.of(8, 4, 2).parallel().reduce(0, Integer::sum);
    scene.expect(sum == 14, Kind.WRONG_RESULT, "Got %d.", sum);
  }

  @Program("stuck")
  static void moreFunctionsWaitForEachOtherThanThereAreThreads(Scene scene) {
    CountDownLatch all = new CountDownLatch(12);
    IntStream.range(0, 12)
        .parallel()
        .forEach(
            i -> {
              all.countDown();
              try {
                all.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Program("exception")
  static void functionThrows(Scene scene) {
    IntStream.range(0, 2).parallel().map(i -> 1 / i).forEach(i -> {});
  }

  @Program("passes")
  static void functionThrowsAndTheCallerCatches(Scene scene) {
    try {
      IntStream.range(0, 2).parallel().map(i -> 1 / i).forEach(i -> {});
      throw scene.fail(Kind.WRONG_RESULT, "It returned.");
    } catch (ArithmeticException expected) {
      scene.expect(true, Kind.WRONG_RESULT, "");
    }
  }

  @Program("passes")
  static void parallelStreamInAPoolOfItsOwn(Scene scene) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(2);
    try {
      List<Integer> doubled =
          pool.submit(() -> List.of(1, 2).parallelStream().map(i -> 2 * i).toList()).get();
      scene.expect(doubled.equals(List.of(2, 4)), Kind.WRONG_RESULT, "Got %s.", doubled);
    } finally {
      pool.shutdown();
    }
  }

  @Program("wrong-result")
  static void orderInAPoolOfItsOwn(Scene scene) throws Exception {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    ForkJoinPool pool = new ForkJoinPool(2);
    pool.submit(() -> List.of(1, 2).parallelStream().forEach(seen::add)).get();
    pool.shutdown();
    scene.expect(seen.equals(List.of(1, 2)), Kind.WRONG_RESULT, "Got %s.", seen);
  }

  @Program("passes")
  static void manySources(Scene scene) {
    int[] numbers = {1, 2};
    String[] words = {"a", "b"};
    long all =
        Arrays.stream(numbers).parallel().sum()
            + Arrays.stream(words, 0, 1).parallel().count()
            + "ab".chars().parallel().count()
            + LongStream.of(1, 2).parallel().max().orElseThrow()
            + (long) DoubleStream.of(1.5, 1.5).parallel().sum()
            + new Random(1).ints(2).parallel().count()
            + ThreadLocalRandom.current().ints(2).parallel().count()
            + Map.of("k", 1).entrySet().parallelStream().count()
            + StreamSupport.stream(List.of(1, 2).spliterator(), true).count()
            + Stream.concat(Stream.of(1), List.of(2).stream()).parallel().count();
    scene.expect(all == 3 + 1 + 2 + 2 + 3 + 2 + 2 + 1 + 2 + 2, Kind.WRONG_RESULT, "Got %d.", all);
  }

  @Program("passes")
  static void sortedGroupedAndFlattened(Scene scene) {
    Map<Boolean, List<Integer>> groups =
        Stream.of(List.of(3, 1), List.of(2))
            .parallel()
            .flatMap(List::stream)
            .sorted(Comparator.naturalOrder())
            .collect(Collectors.partitioningBy(i -> i > 1));
    scene.expect(
        groups.get(true).equals(List.of(2, 3)), Kind.WRONG_RESULT, "Got %s.", groups.get(true));
  }

  @Program("data-race")
  static void parallelPutsIntoAHashMap(Scene scene) {
    Map<Integer, Integer> squares = new HashMap<>();
    IntStream.range(1, 3).parallel().forEach(i -> squares.put(i, i * i));
    scene.expect(squares.size() == 2, Kind.WRONG_RESULT, "Got %d.", squares.size());
  }

  @Program("passes")
  static void parallelPutsIntoAConcurrentMap(Scene scene) {
    Map<Integer, Integer> squares = new ConcurrentHashMap<>();
    IntStream.range(1, 3).parallel().forEach(i -> squares.put(i, i * i));
    scene.expect(squares.size() == 2, Kind.WRONG_RESULT, "Got %d.", squares.size());
  }

  @Program("passes")
  static void madeSequentialAgain(Scene scene) {
    List<Integer> seen = new ArrayList<>();
    List.of(1, 2).parallelStream().map(i -> i + 1).sequential().forEach(seen::add);
    scene.expect(seen.equals(List.of(2, 3)), Kind.WRONG_RESULT, "Got %s.", seen);
  }

  @Program("passes")
  static void parallelStream(Scene scene) {
    int sum = List.of(1, 2, 3).parallelStream().mapToInt(i -> i).sum();
    scene.expect(sum == 6, Kind.WRONG_RESULT, "Got %d.", sum);
  }

  @Program("passes")
  static void streamMadeParallel(Scene scene) {
    long count = IntStream.range(0, 3).parallel().filter(i -> i > 0).count();
    scene.expect(count == 2, Kind.WRONG_RESULT, "Got %d.", count);
  }
}
