package racecourse.engine.child;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The checks of one engine's job whose observations no longer matter, and the children that are
 * told so. Safe for use by several threads.
 */
public final class Unwanted {
  private final Set<String> checks = new LinkedHashSet<>();
  private final List<OutputStream> children = new ArrayList<>();

  /** Every check matters. */
  public Unwanted() {}

  /** From now on these do not matter. */
  public synchronized void add(Collection<String> more) {
    for (String check : more) {
      if (checks.add(check)) {
        children.forEach(child -> tell(child, check));
      }
    }
  }

  /** Whether this check does not matter any more. */
  public synchronized boolean contains(String check) {
    return checks.contains(check);
  }

  /** Tells a child of all these checks, now and later. */
  synchronized void tell(OutputStream child) {
    checks.forEach(check -> tell(child, check));
    children.add(child);
  }

  /** The child has ended. */
  synchronized void forget(OutputStream child) {
    children.remove(child);
  }

  private static void tell(OutputStream child, String check) {
    try {
      Frames.writeUnwanted(child, check);
    } catch (IOException dead) {
      // Whoever reads its answers will notice.
    }
  }
}
