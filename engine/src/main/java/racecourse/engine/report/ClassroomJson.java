package racecourse.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import racecourse.engine.model.CheckResult;
import racecourse.engine.model.ExerciseResult;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Scorecard;
import racecourse.engine.model.Verdict;

/**
 * The result as {@code classroom-resources/autograding-grading-reporter} reads it: one test for
 * each check, whole points, partial credit in {@code score}. It travels base64-coded in an
 * environment variable, which Linux limits to 128 KiB, so the JSON stays below {@value #MOST_BYTES}
 * bytes: messages are cut first, then checks are summed up by exercise. The reporter prints
 * messages at the start of a line of a build log, so none of them can be read there as a command.
 */
public final class ClassroomJson {

  /** Bytes of the JSON in UTF-8, at most. */
  public static final int MOST_BYTES = 90_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_NAME = 120;

  private ClassroomJson() {}

  /** The JSON on one line. */
  public static String render(Scorecard scorecard) {
    for (int longest = LONGEST_MESSAGE; longest >= 30; longest /= 2) {
      String json = write(tree(scorecard, longest, false));
      if (bytes(json) < MOST_BYTES) {
        return json;
      }
    }
    return write(tree(scorecard, 30, true));
  }

  /** The step output of a grader: the JSON in base64. */
  public static String encode(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode tree(Scorecard scorecard, int longest, boolean byExercise) {
    ObjectNode root = NODES.objectNode();
    root.put("version", 1);
    root.put("status", status(scorecard));
    root.put("max_score", scorecard.maxPoints());
    ArrayNode tests = root.putArray("tests");
    for (ExerciseResult exercise : scorecard.exercises()) {
      if (byExercise || exercise.checks().isEmpty()) {
        long millis = exercise.checks().stream().mapToLong(check -> check.effort().millis()).sum();
        tests.add(
            test(
                exercise.title(),
                status(exercise.verdict()),
                exercise.points(),
                cut(exercise.message(), longest),
                "",
                millis));
      } else {
        for (CheckResult check : exercise.checks()) {
          tests.add(test(exercise, check, longest));
        }
      }
    }
    if (tests.isEmpty()) {
      // The reporter divides by the number of tests.
      tests.add(test("Racecourse", "error", 0, "There was nothing to grade.", "", 0));
    }
    return root;
  }

  private static ObjectNode test(ExerciseResult exercise, CheckResult check, int longest) {
    Finding finding = check.finding();
    String message =
        switch (check.verdict()) {
          case PASSED -> "";
          case NOT_STARTED -> "Not started.";
          case FAILED, NOT_GRADED -> message(exercise, check);
        };
    return test(
        exercise.title() + ": " + check.title(),
        status(check.verdict()),
        check.points(),
        cut(message, longest),
        finding == null || finding.file() == null ? "" : finding.file(),
        check.effort().millis());
  }

  static String message(ExerciseResult exercise, CheckResult check) {
    Finding finding = check.finding();
    String message = finding != null ? finding.message() : check.message();
    return message.isEmpty() ? exercise.message() : message;
  }

  private static ObjectNode test(
      String name, String status, int score, String message, String filename, long millis) {
    ObjectNode test = NODES.objectNode();
    test.put("name", cut(name, LONGEST_NAME));
    test.put("status", status);
    test.put("score", score);
    test.put("message", message);
    test.put("test_code", "");
    test.put("filename", cut(filename, LONGEST_NAME));
    // Any other number is printed after the name.
    test.put("line_no", 0);
    test.put("duration", millis);
    return test;
  }

  private static String status(Scorecard scorecard) {
    boolean graded = false;
    boolean broken = scorecard.exercises().isEmpty();
    for (ExerciseResult exercise : scorecard.exercises()) {
      graded |= exercise.verdict() == Verdict.FAILED || exercise.verdict() == Verdict.NOT_STARTED;
      broken |= exercise.verdict() == Verdict.NOT_GRADED;
    }
    return broken ? "error" : graded ? "fail" : "pass";
  }

  private static String status(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "pass";
      case FAILED, NOT_STARTED -> "fail";
      case NOT_GRADED -> "error";
    };
  }

  private static String cut(String text, int longest) {
    String start =
        text.length() <= 4 * longest
            ? text
            : text.substring(0, text.offsetByCodePoints(0, 2 * longest));
    String line = GithubText.inert(new Plain(Theme.UNICODE).line(start));
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  private static int bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String write(ObjectNode root) {
    try {
      return new ObjectMapper().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values could not be written as JSON.", e);
    }
  }
}
