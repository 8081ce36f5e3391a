package racecourse.engine.diagnose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All recognisers, the most specific first. Those of one rank are equals: if they name different
 * misconceptions, none is named, and nobody of a lower rank is asked.
 */
final class Recognisers {

  private static final List<List<Recogniser>> RANKS =
      List.of(
          List.of(
              LostUpdates::differentLocks,
              LostUpdates::sharedLock,
              LostUpdates::waitReleases,
              LostUpdates::lockForAPart,
              LostUpdates::withoutLock));

  private Recognisers() {}

  static @Nullable Diagnosis look(Case evidence) {
    for (List<Recogniser> rank : RANKS) {
      Map<String, Diagnosis> named = new LinkedHashMap<>();
      for (Recogniser recogniser : rank) {
        Diagnosis diagnosis = recogniser.look(evidence);
        if (diagnosis != null) {
          named.putIfAbsent(diagnosis.mistake(), diagnosis);
        }
      }
      if (!named.isEmpty()) {
        return named.size() == 1 ? named.values().iterator().next() : null;
      }
    }
    return null;
  }
}
