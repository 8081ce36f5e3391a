package racecourse.misled;

import java.util.EnumSet;
import java.util.Locale;
import racecourse.engine.model.EngineId;
import racecourse.engine.scene.Check;
import racecourse.engine.scene.Exercise;
import racecourse.engine.scene.Grader;
import racecourse.engine.scene.Scenario;

/** Plays the programs, each in a check of its own. */
public final class MisledGrader implements Grader {

  @Override
  public Exercise exercise() {
    return Exercise.named("misled", 1, "Small wrong programs")
        .types()
        .check(plays(MisledInExercises.NotTheLastOne.class, MisledInExercises.NotTheLastOne::play))
        .check(plays(MisledInExercises.NotOnSundays.class, MisledInExercises.NotOnSundays::play))
        .check(plays(MisledInExercises.OneClerk.class, MisledInExercises.OneClerk::play))
        .check(plays(MisledInExercises.TwoClerks.class, MisledInExercises.TwoClerks::play))
        .check(plays(MisledInExercises.OneByOne.class, MisledInExercises.OneByOne::play))
        .check(plays(MisledInExercises.AllAtOnce.class, MisledInExercises.AllAtOnce::play))
        .check(plays(MisledInExercises.Endless.class, MisledInExercises.Endless::play))
        .check(plays(MisledInExercises.SomebodyTook.class, MisledInExercises.SomebodyTook::play))
        .check(plays(MisledInExercises.OneMore.class, MisledInExercises.OneMore::play))
        .check(plays(MisledInExercises.OneBack.class, MisledInExercises.OneBack::play))
        .check(plays(MisledInExercises.TakesAnything.class, MisledInExercises.TakesAnything::play))
        .check(plays(MisledInExercises.AsksAndShrugs.class, MisledInExercises.AsksAndShrugs::play))
        .check(
            plays(MisledInExercises.SecondsAsMillis.class, MisledInExercises.SecondsAsMillis::play))
        .check(plays(MisledInExercises.ATenth.class, MisledInExercises.ATenth::play))
        .check(plays(MisledInExercises.StartsAgain.class, MisledInExercises.StartsAgain::play))
        .check(plays(MisledInExercises.RunsForEver.class, MisledInExercises.RunsForEver::play))
        .check(
            plays(
                MisledInExercises.ClosesTheWrongWay.class,
                MisledInExercises.ClosesTheWrongWay::play))
        .check(plays(MisledInExercises.ForgetsTheEnd.class, MisledInExercises.ForgetsTheEnd::play))
        .check(
            plays(MisledInExercises.LooksAtNothing.class, MisledInExercises.LooksAtNothing::play))
        .check(plays(MisledInExercises.KeepsItAlive.class, MisledInExercises.KeepsItAlive::play))
        .check(plays(MisledInExercises.SomeDaemon.class, MisledInExercises.SomeDaemon::play))
        .check(plays(MisledInExercises.SleepsInClose.class, MisledInExercises.SleepsInClose::play))
        .check(plays(MisledInExercises.WaitsInClose.class, MisledInExercises.WaitsInClose::play))
        .check(plays(MisledInExercises.LeavesItThere.class, MisledInExercises.LeavesItThere::play))
        .check(plays(MisledInExercises.TakesItBack.class, MisledInExercises.TakesItBack::play))
        .check(
            plays(MisledInExercises.LooksWhenItRuns.class, MisledInExercises.LooksWhenItRuns::play))
        .check(
            plays(MisledInExercises.LooksAndForgets.class, MisledInExercises.LooksAndForgets::play))
        .check(
            plays(MisledInExercises.PrintsSilently.class, MisledInExercises.PrintsSilently::play))
        .check(plays(MisledInExercises.PrintsAndAsks.class, MisledInExercises.PrintsAndAsks::play))
        .check(
            plays(
                MisledInExercises.LeavesEmptyOnesOut.class,
                MisledInExercises.LeavesEmptyOnesOut::play))
        .check(
            plays(
                MisledInExercises.LeavesLongOnesOut.class,
                MisledInExercises.LeavesLongOnesOut::play))
        .check(plays(MisledInExercises.TwoPrinters.class, MisledInExercises.TwoPrinters::play))
        .check(plays(MisledInExercises.JoinsNobody.class, MisledInExercises.JoinsNobody::play))
        .check(plays(MisledInExercises.JoinsSomebody.class, MisledInExercises.JoinsSomebody::play))
        .check(
            plays(MisledInExercises.JoinsTheCounter.class, MisledInExercises.JoinsTheCounter::play))
        .check(plays(MisledInExercises.AnyDice.class, MisledInExercises.AnyDice::play))
        .check(plays(MisledInExercises.AnotherSeed.class, MisledInExercises.AnotherSeed::play))
        .check(
            plays(
                MisledInExercises.OneSeedForAllRounds.class,
                MisledInExercises.OneSeedForAllRounds::play))
        .check(
            plays(
                MisledInExercises.ASeedForEachRound.class,
                MisledInExercises.ASeedForEachRound::play))
        .check(
            plays(MisledInExercises.RunsWithoutDice.class, MisledInExercises.RunsWithoutDice::play))
        .check(
            plays(
                MisledInExercises.RunsOnceWithoutDice.class,
                MisledInExercises.RunsOnceWithoutDice::play))
        .check(
            plays(MisledInExercises.DrawsAndGoesOn.class, MisledInExercises.DrawsAndGoesOn::play))
        .check(plays(MisledInExercises.DrawsAndSpins.class, MisledInExercises.DrawsAndSpins::play))
        .check(
            plays(
                MisledInExercises.TellsTheNumberOfTheRound.class,
                MisledInExercises.TellsTheNumberOfTheRound::play))
        .check(plays(MisledInExercises.TellsTheSeed.class, MisledInExercises.TellsTheSeed::play))
        .check(plays(MisledInExercises.OneRoundMore.class, MisledInExercises.OneRoundMore::play))
        .check(
            plays(
                MisledInExercises.OneCounterBeforehand.class,
                MisledInExercises.OneCounterBeforehand::play))
        .check(
            plays(
                MisledInExercises.DoneBeforeItBegins.class,
                MisledInExercises.DoneBeforeItBegins::play))
        .check(
            plays(
                MisledInExercises.ReadyBeforeItBegins.class,
                MisledInExercises.ReadyBeforeItBegins::play))
        .check(
            plays(
                MisledInExercises.KillsTheCommandOnly.class,
                MisledInExercises.KillsTheCommandOnly::play))
        .check(
            plays(
                MisledInExercises.KillsOneChildOnly.class,
                MisledInExercises.KillsOneChildOnly::play))
        .check(plays(MisledInExercises.AsksTheFuture.class, MisledInExercises.AsksTheFuture::play))
        .check(
            plays(
                MisledInExercises.CancelsAndAsksItself.class,
                MisledInExercises.CancelsAndAsksItself::play))
        .check(
            plays(
                MisledInExercises.RefusesWithAnother.class,
                MisledInExercises.RefusesWithAnother::play))
        .check(
            plays(MisledInExercises.FallsOverItself.class, MisledInExercises.FallsOverItself::play))
        .check(
            plays(
                MisledInExercises.OneBuilderForAll.class, MisledInExercises.OneBuilderForAll::play))
        .check(
            plays(
                MisledInExercises.OneBuilderWithALock.class,
                MisledInExercises.OneBuilderWithALock::play))
        .check(
            plays(MisledInExercises.OneCountForAll.class, MisledInExercises.OneCountForAll::play))
        .check(
            plays(
                MisledInExercises.OneThreadCountsServices.class,
                MisledInExercises.OneThreadCountsServices::play))
        .build();
  }

  private static Check.Builder plays(Class<?> program, Scenario play) {
    return Check.named(id(program), "Plays " + program.getSimpleName())
        .points(1)
        .ask("play", EnumSet.of(EngineId.EXPLORER), play);
  }

  /** The id of the check that plays the program. */
  static String id(Class<?> program) {
    return program.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
