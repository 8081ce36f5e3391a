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

  static final List<List<Recogniser>> RANKS =
      List.of(
          List.of(Streams::neverRuns),
          List.of(
              DataRaces::doubleChecked,
              DataRaces::spinning,
              DataRaces::behindVolatile,
              DataRaces::sleeps,
              LostUpdates::behindReference,
              LostUpdates::sharedCopy,
              Numbers::overflow,
              Numbers::boxes,
              Numbers::setKeepsOne,
              Flags::lowersForOthers,
              Slots::marker,
              Slots::sameAgain,
              Slots::stack,
              Slots::oneTooMany,
              Slots::permits,
              Slots::givesTwoBack,
              Slots::halfDone,
              Slots::tooFewCome,
              Left::takesAlong,
              Left::permit,
              Left::putDown,
              Left::counted,
              Left::signal,
              Flags::neverTaken,
              Signals::staticCondition,
              Ignored::answer,
              Ignored::optimistic,
              Ignored::illegalMonitor,
              Ignored::startsAgain,
              Ignored::wrongCause,
              Ignored::throwsInsteadOfWaiting,
              Ignored::releasesUntaken,
              Failures::diesBeforeArrival,
              Failures::catchesTooLittle,
              Checks::ifInsteadOfWhile,
              Checks::lostCount,
              Threads::runsInsteadOfStarts,
              Threads::poolTooSmall,
              Threads::poolStays,
              Closing::leavesEarly,
              Closing::closedMeansEmpty,
              Closing::clears,
              Starts::nameless,
              Starts::fromOne,
              Starts::atTheFront,
              Starts::never,
              Starts::runByCaller,
              Starts::inside,
              Starts::joinsOne,
              Starts::limited,
              Starts::passesOn,
              Pools::wrongSize,
              Pools::waitsInTheLoop,
              Pools::lazily,
              Pools::neverReached,
              Pools::asTheyCome),
          List.of(
              DataRaces::differentLocks,
              DataRaces::sharedLock,
              DataRaces::oneSideLocks,
              DataRaces::withoutLock,
              DataRaces::plainCount,
              DataRaces::pastTheOwner,
              Flags::impatient,
              Flags::staysUp,
              Flags::goesOnWithoutWaiting,
              Flags::latchForOnce,
              Ignored::triesTooSeldom,
              Hangs::notReentrant,
              Hangs::lockOrder,
              Hangs::nestedMonitor,
              Hangs::upgrade,
              Hangs::neverGivenBack,
              Signals::wakesOne,
              Signals::nobodyNotifies,
              Signals::notifiedBefore,
              Interrupts::swallowed,
              Interrupts::loop,
              LostUpdates::differentLocks,
              LostUpdates::sharedLock,
              LostUpdates::waitReleases,
              LostUpdates::lockForAPart,
              LostUpdates::withoutLock,
              Checks::checkThenAct,
              Checks::readAfterRelease,
              Checks::writeAfterRelease,
              Ignored::givesUp,
              Pools::alone,
              Pools::poolOfOne,
              Pools::leftBehind,
              Interrupts::wrapped,
              Failures::swallowed,
              Failures::wrongCause,
              Failures::ignored,
              Failures::arrivesTooEarly,
              Threads::busyWait,
              Threads::noJoin,
              Threads::notAskedFor,
              Starts::joinsUnstarted,
              Starts::asksIfAlive,
              Starts::sleepsInstead,
              Starts::noMeeting,
              Starts::readsAtOnce,
              Starts::saysTooEarly,
              Slots::doesNotWait,
              Threads::partyCount,
              Threads::latchReused,
              Threads::serialised,
              Threads::rendezvous,
              Threads::staticState,
              Threads::threadLocal));

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
