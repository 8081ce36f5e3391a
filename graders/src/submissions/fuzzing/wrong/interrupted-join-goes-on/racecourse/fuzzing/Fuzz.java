package racecourse.fuzzing;

import java.util.Optional;
import java.util.Random;

/** Disturbs the threads that come by: one call in three sleeps, one in six yields. */
public final class Fuzz {
  private static final Fuzz OFF = new Fuzz(Optional.empty());

  // Several threads share one Fuzz; a Random is safe for that, and gives the n-th call its n-th
  // number.
  private final Optional<Random> random;

  private Fuzz(Optional<Random> random) {
    this.random = random;
  }

  /** Disturbs nobody. */
  public static Fuzz off() {
    return OFF;
  }

  /** Disturbs by the choices that belong to this seed. */
  public static Fuzz seeded(long seed) {
    return new Fuzz(Optional.of(new Random(seed)));
  }

  /** Sleeps or yields, now and then. */
  public void point() {
    int choice = random.map(dice -> dice.nextInt(6)).orElse(5);
    if (choice == 0) {
      Thread.yield();
    } else if (choice <= 2) {
      try {
        Thread.sleep(choice);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
