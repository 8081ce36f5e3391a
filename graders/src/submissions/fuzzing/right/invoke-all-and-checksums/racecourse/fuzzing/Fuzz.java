package racecourse.fuzzing;

import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

public final class Fuzz {
  private sealed interface Mode permits Off, Seeded {
    void go();
  }

  private record Off() implements Mode {
    public void go() {}
  }

  private record Seeded(long seed, AtomicLong n) implements Mode {
    public void go() {
      java.util.zip.CRC32 c = new java.util.zip.CRC32();
      c.update((seed + "/" + n.getAndIncrement()).getBytes());
      switch ((int) (c.getValue() % 5)) {
        case 0:
          pause(1);
          break;
        case 1:
          pause(2);
          break;
        case 2:
          Thread.yield();
          break;
        default:
      }
    }

    private static void pause(long ms) {
      try {
        TimeUnit.MILLISECONDS.sleep(ms);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final Mode mode;

  private Fuzz(Mode m) {
    mode = m;
  }

  public static Fuzz off() {
    return new Fuzz(new Off());
  }

  public static Fuzz seeded(long seed) {
    return new Fuzz(new Seeded(seed, new AtomicLong()));
  }

  public void point() {
    mode.go();
  }
}
