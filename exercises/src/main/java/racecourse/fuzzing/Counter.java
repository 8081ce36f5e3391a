package racecourse.fuzzing;

/**
 * A counter that somebody else wrote. This file is given; leave it as it is. The counters that your fuzzer will meet are
 * not shown to you.
 */
public interface Counter {

    /**
     * Adds one. Calls {@link Fuzz#point()} wherever its author thinks that another thread might come in between.
     */
    void increment(Fuzz fuzz);

    /** How many increments there were, when all of them have ended. */
    int get();
}
