package racecourse.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.Effort;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Step;

/**
 * The result for programs, {@value #SCHEMA}: fields that have nothing to say are absent. Beside the
 * contract's fields each check carries {@code observations}, what every engine saw, so that a
 * report which did not count, such as a data race that only vmlens saw, is kept; and a step names
 * its {@code file} when it is not the check's.
 */
public final class ResultJson {

  /** The name of the format. */
  public static final String SCHEMA = "racecourse/result/v1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ResultJson() {}

  /** The scorecard as JSON; ends with a line end. */
  public static String render(Scorecard scorecard) {
    ObjectNode root = NODES.objectNode();
    root.put("schema", SCHEMA);
    root.put("points", scorecard.points());
    root.put("maxPoints", scorecard.maxPoints());
    ArrayNode exercises = root.putArray("exercises");
    scorecard.exercises().forEach(exercise -> exercises.add(exercise(exercise)));
    return write(root);
  }

  private static ObjectNode exercise(ExerciseResult exercise) {
    ObjectNode node = NODES.objectNode();
    node.put("id", exercise.id());
    node.put("verdict", exercise.verdict().id());
    node.put("points", exercise.points());
    node.put("maxPoints", exercise.maxPoints());
    putText(node, "message", exercise.message());
    ArrayNode checks = node.putArray("checks");
    exercise.checks().forEach(check -> checks.add(check(check)));
    return node;
  }

  private static ObjectNode check(CheckResult check) {
    ObjectNode node = NODES.objectNode();
    node.put("id", check.id());
    node.put("verdict", check.verdict().id());
    node.put("points", check.points());
    node.put("maxPoints", check.maxPoints());
    Finding finding = check.finding();
    if (finding != null) {
      node.put("kind", finding.kind().id());
    }
    if (check.engine() != null) {
      node.put("engine", check.engine().id());
    }
    if (finding != null) {
      putText(node, "mistake", finding.mistake());
    }
    putText(
        node,
        "message",
        finding != null && !finding.message().isEmpty() ? finding.message() : check.message());
    if (finding != null) {
      putPlace(node, finding);
      if (!finding.schedule().isEmpty()) {
        ArrayNode schedule = node.putArray("schedule");
        finding.schedule().forEach(step -> schedule.add(step(step, finding.file())));
      }
    }
    node.set("effort", effort(check.effort()));
    if (!check.observations().isEmpty()) {
      ArrayNode observations = node.putArray("observations");
      check.observations().forEach(observation -> observations.add(observation(observation)));
    }
    return node;
  }

  private static ObjectNode step(Step step, @Nullable String usual) {
    ObjectNode node = NODES.objectNode();
    node.put("thread", Plain.wellFormed(step.thread()));
    if (step.file() != null && !step.file().equals(usual)) {
      node.put("file", Plain.wellFormed(step.file()));
    }
    if (step.line() > 0) {
      node.put("line", step.line());
    }
    node.put("did", Plain.wellFormed(step.did()));
    putText(node, "note", step.note());
    return node;
  }

  private static ObjectNode observation(Observation observation) {
    ObjectNode node = NODES.objectNode();
    node.put("engine", observation.engine().id());
    if (observation instanceof Observation.Clean) {
      node.put("saw", "clean");
    } else if (observation instanceof Observation.Found found) {
      node.put("saw", "found");
      putFinding(node, found.finding());
    } else if (observation instanceof Observation.Suspected suspected) {
      node.put("saw", "unconfirmed");
      putFinding(node, suspected.finding());
    } else if (observation instanceof Observation.Abstained abstained) {
      node.put("saw", "abstained");
      putText(node, "message", abstained.reason());
    } else if (observation instanceof Observation.DidNotRun didNotRun) {
      node.put("saw", "did-not-run");
      putText(node, "message", didNotRun.reason());
    }
    node.set("effort", effort(observation.effort()));
    return node;
  }

  private static void putFinding(ObjectNode node, Finding finding) {
    node.put("kind", finding.kind().id());
    putText(node, "mistake", finding.mistake());
    putText(node, "message", finding.message());
    putPlace(node, finding);
    putText(node, "subject", finding.subject());
    putText(node, "replay", finding.replay());
  }

  private static void putPlace(ObjectNode node, Finding finding) {
    putText(node, "file", finding.file());
    if (finding.line() > 0) {
      node.put("line", finding.line());
    }
  }

  private static ObjectNode effort(Effort effort) {
    ObjectNode node = NODES.objectNode();
    node.put("schedules", effort.schedules());
    node.put("preemptions", effort.preemptions());
    node.put("complete", effort.complete());
    node.put("rounds", effort.rounds());
    node.put("seed", effort.seed());
    node.put("millis", effort.millis());
    return node;
  }

  private static void putText(ObjectNode node, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      node.put(name, Plain.wellFormed(text));
    }
  }

  private static String write(ObjectNode root) {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values could not be written as JSON.", e);
    }
  }
}
