package racecourse.engine.diagnose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All general recognisers, the most specific first. Those of one rank are equals: if they name
 * different misconceptions, none is named, and nobody of a lower rank is asked.
 */
final class Recognisers {

  static final List<List<Recogniser>> RANKS =
      List.of(
          List.of(Streams::neverRuns),
          List.of(Checks::wokenByNobody),
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
              Threads::threadLocal),
          List.of(
              Contract::noCheck,
              Contract::checkTooLate,
              Contract::someOfThem,
              Contract::noneAtAll,
              Contract::onlyOnce,
              Contract::afterTheEnd,
              Torn::looksInAnotherMethod,
              Torn::peeks,
              Torn::flagThenAct,
              Torn::parksOnAnOldLook,
              Torn::volatileTwice,
              Shared::ofTheClass,
              Shared::sharedNumber,
              Shared::stays,
              Shared::boxes,
              Shared::opaque,
              Ends::takenOnce,
              Ends::neverClosed,
              Ends::putsAfterItsEnd,
              Ends::equalDropped,
              Ends::waitsUntilTaken,
              Ends::saysSoOnce,
              Runs::byTheCaller,
              Runs::twice,
              Runs::inTurn,
              Runs::registersLate,
              Runs::waitsAfterItsOwnCall,
              Runs::gateLeftShut,
              Runs::ownerWaits,
              Runs::permitOfItsOwn,
              Runs::tryInCircles,
              Runs::triesForTheLost,
              Runs::spins,
              Runs::notForEver,
              Runs::triesOnce,
              Runs::wakesTheFirst,
              Runs::deafLock,
              Runs::givesWhatItNeverHad,
              Runs::emptiesOnInterrupt,
              Runs::ownerOnly,
              Runs::wrapsItself,
              Lifetimes::waitsForItself,
              Lifetimes::flagLeftUp,
              Lifetimes::goesOn,
              Lifetimes::restsWithTheLock,
              Outside::exceptions,
              Outside::lockCycle,
              Outside::keptByAnException,
              Contexts::heldMeanwhile,
              Contexts::keptInAField,
              Owners::burns,
              Owners::notAtOnce,
              Owners::collectionForOne,
              Owners::joinsInTheLoop));

  private Recognisers() {}

  /**
   * What they make of the evidence.
   *
   * @param own the exercise's own recognisers, which are the last rank
   */
  static @Nullable Diagnosis look(Case evidence, List<Recogniser> own) {
    for (List<Recogniser> rank : RANKS) {
      Map<String, Diagnosis> named = new LinkedHashMap<>();
      for (Recogniser recogniser : rank) {
        note(named, recogniser.look(evidence));
      }
      if (!named.isEmpty()) {
        return only(named);
      }
    }
    Map<String, Diagnosis> named = new LinkedHashMap<>();
    for (Recogniser recogniser : own) {
      try {
        note(named, recogniser.look(evidence));
      } catch (RuntimeException | StackOverflowError notUnderstood) {
        // The others may know the case.
      }
    }
    return only(named);
  }

  private static void note(Map<String, Diagnosis> named, @Nullable Diagnosis diagnosis) {
    if (diagnosis != null) {
      named.putIfAbsent(diagnosis.mistake(), diagnosis);
    }
  }

  private static @Nullable Diagnosis only(Map<String, Diagnosis> named) {
    return named.size() == 1 ? named.values().iterator().next() : null;
  }
}
