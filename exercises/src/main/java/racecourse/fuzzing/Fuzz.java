package racecourse.fuzzing;

/**
 * Disturbs the threads that come by its {@link #point()}. The story is in {@code README.md} beside this file.
 *
 * <p>Several threads may use the same object at the same time.
 */
public final class Fuzz {

    // TODO: what decides whether a call sleeps?

    private Fuzz() {
    }

    /** A fuzz whose points do nothing. */
    public static Fuzz off() {
        // TODO
        throw new UnsupportedOperationException("off() is not written yet");
    }

    /** A fuzz whose points disturb now and then: the same choices, one call after the other, for the same seed. */
    public static Fuzz seeded(long seed) {
        // TODO
        throw new UnsupportedOperationException("seeded() is not written yet");
    }

    /**
     * Does nothing if the fuzz is off; otherwise now and then sleeps (some milliseconds) or yields, and often does
     * neither.
     */
    public void point() {
        // TODO
        throw new UnsupportedOperationException("point() is not written yet");
    }
}
