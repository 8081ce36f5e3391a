package racecourse.engine.scene;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import racecourse.engine.model.EngineId;

/**
 * One row of the scorecard: a sentence about behaviour, worth points, with the scenarios that show
 * whether it holds.
 *
 * @param id unique in its exercise; lower case, words joined by hyphens
 * @param title what the code does when the check passes: present tense, no "test", no "should"
 * @param points whole points to earn, at least 1
 * @param needs ids of checks that must pass first; without them this one says nothing new
 * @param hints opened one at a time: a question, a fact, nearly the answer
 * @param questions the scenarios
 */
public record Check(
    String id,
    String title,
    int points,
    List<String> needs,
    List<String> hints,
    List<Question> questions) {

  public Check {
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "A check's id is words joined by hyphens, not '" + id + "'.");
    }
    if (points < 1) {
      throw new IllegalArgumentException("Check " + id + " needs at least one point.");
    }
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("Check " + id + " asks no question.");
    }
    needs = List.copyOf(needs);
    hints = List.copyOf(hints);
    questions = List.copyOf(questions);
  }

  /**
   * A scenario and the engines that can run it.
   *
   * @param name unique in its check, for logs and replays
   * @param engines who runs it
   * @param rounds the most rounds that are worth it on real threads
   * @param scenario the scenario
   */
  public record Question(String name, Set<EngineId> engines, int rounds, Scenario scenario) {
    public Question {
      if (engines.isEmpty()) {
        throw new IllegalArgumentException("Question " + name + " has no engine.");
      }
      if (rounds < 1) {
        throw new IllegalArgumentException("Question " + name + " is never asked.");
      }
      engines = Set.copyOf(engines);
    }

    /** A question that may be asked as often as there is time. */
    public Question(String name, Set<EngineId> engines, Scenario scenario) {
      this(name, engines, Integer.MAX_VALUE, scenario);
    }
  }

  /** Whether this engine has anything to do for the check. */
  public boolean runsOn(EngineId engine) {
    return questions.stream().anyMatch(question -> question.engines().contains(engine));
  }

  /** Begins a check. */
  public static Builder named(String id, String title) {
    return new Builder(id, title);
  }

  /** Builds a check step by step; not safe for use by several threads. */
  public static final class Builder {
    private final String id;
    private final String title;
    private int points = 1;
    private final List<String> needs = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();

    private Builder(String id, String title) {
      this.id = id;
      this.title = title;
    }

    /** Whole points, at least 1. */
    public Builder points(int points) {
      this.points = points;
      return this;
    }

    /** Another check that must pass first. */
    public Builder needs(String check) {
      needs.add(check);
      return this;
    }

    /** The next hint. */
    public Builder hint(String hint) {
      hints.add(hint);
      return this;
    }

    /** A scenario for all three engines. */
    public Builder ask(String name, Scenario scenario) {
      return ask(name, EnumSet.allOf(EngineId.class), scenario);
    }

    /** A scenario for the explorer and for real threads; vmlens cannot judge it. */
    public Builder askWithoutVmlens(String name, Scenario scenario) {
      return ask(name, EnumSet.of(EngineId.EXPLORER, EngineId.FUZZ), scenario);
    }

    /** A scenario for these engines. */
    public Builder ask(String name, Set<EngineId> engines, Scenario scenario) {
      questions.add(new Question(name, engines, scenario));
      return this;
    }

    /**
     * A scenario for real threads alone that takes long, such as one that starts processes: asked
     * so many times and no more.
     */
    public Builder askSparingly(String name, int rounds, Scenario scenario) {
      questions.add(new Question(name, EnumSet.of(EngineId.FUZZ), rounds, scenario));
      return this;
    }

    /** The check. */
    public Check build() {
      return new Check(id, title, points, needs, hints, questions);
    }
  }
}
