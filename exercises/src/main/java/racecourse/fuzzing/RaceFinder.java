package racecourse.fuzzing;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** Finds counters that lose updates. The story is in {@code README.md} beside this file. */
public final class RaceFinder {

    private RaceFinder() {
    }

    /**
     * Looks for a lost update. In each round a fresh counter is incremented by {@code threads} threads at the same time,
     * once by each, with a seeded {@link Fuzz}. It has lost an update if its count is not {@code threads} when all of them
     * have ended. A counter that loses nothing is never accused.
     *
     * @param fresh makes a counter with the count 0, a new one at each call
     * @param threads at least 1
     * @param rounds how many rounds there may be
     * @return the seed of a round that lost an update; empty if none of the rounds did
     */
    public static OptionalLong find(Supplier<? extends Counter> fresh, int threads, int rounds) {
        // TODO: when may you read the count?
        throw new UnsupportedOperationException("find() is not written yet");
    }
}
