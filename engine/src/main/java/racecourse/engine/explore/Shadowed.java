package racecourse.engine.explore;

import org.jspecify.annotations.Nullable;

/**
 * Implemented by every rewritten class: an object of it carries its own {@link Shadow}, which saves
 * a table look-up. Public because rewritten classes live in other packages; not for use by anyone
 * else.
 */
public interface Shadowed {
  /** The shadow, or null if it has none yet. */
  @Nullable Object rc$shadow();

  /** Keeps the shadow. */
  void rc$shadow(Object shadow);
}
