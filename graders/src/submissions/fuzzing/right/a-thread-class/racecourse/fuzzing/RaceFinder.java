package racecourse.fuzzing;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

public final class RaceFinder {
    private RaceFinder() {}

    private static final class Racer extends Thread {
        private final Counter counter;
        private final Fuzz fuzz;
        private final CyclicBarrier start;

        Racer(Counter counter, Fuzz fuzz, CyclicBarrier start) {
            this.counter = counter;
            this.fuzz = fuzz;
            this.start = start;
        }

        @Override
        public void run() {
            try {
                start.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                return;
            }
            counter.increment(fuzz);
        }
    }

    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        return LongStream.range(0, rounds).filter(seed -> loses(fresh.get(), threads, seed)).findFirst();
    }

    private static boolean loses(Counter counter, int threads, long seed) {
        CyclicBarrier start = new CyclicBarrier(threads);
        Fuzz fuzz = Fuzz.seeded(seed);
        List<Racer> racers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            racers.add(new Racer(counter, fuzz, start));
        }
        racers.forEach(Thread::start);
        try {
            for (Racer racer : racers) {
                racer.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return counter.get() != threads;
    }
}
