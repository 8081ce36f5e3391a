package racecourse.engine.scene;

import java.util.List;

/**
 * What a scenario writes down, from any thread, in the order it happened. It is neither a
 * scheduling point nor a shared access: writing to it orders nothing and hides no race.
 *
 * @param <T> what is written down
 */
public interface Journal<T> {

  /** Writes one entry. */
  void add(T entry);

  /** The entries so far, oldest first; a copy. */
  List<T> entries();
}
