package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the shell steps of the student's workflow as GitHub's runner does, and reads what GitHub,
 * its Classroom reporter and its successors read. Maven is left out, and the verdicts come from
 * {@link FakeMain}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The workflow runs on Linux.")
class ClassroomWorkflowTest {

  private static final Path WORKFLOW = Path.of("../.github/workflows/classroom.yml");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path here;

  private record Outcome(int exit, String log) {}

  @BeforeEach
  void repository() throws Exception {
    for (String id : List.of("one", "two", "three")) {
      Files.createDirectories(source(id));
    }
    Path tools = Files.createDirectories(here.resolve("tools"));
    executable(here.resolve("mvnw"), "#!/bin/sh\nexit ${MVNW_EXIT:-0}\n");
    // The jar is made after the tests; its main class and its class path are here already.
    executable(
        tools.resolve("java"),
        """
        #!/bin/sh
        while [ $# -gt 0 ]; do
          case "$1" in
            -jar) shift; [ "$1" = graders/target/racecourse.jar ] || exit 99; shift; break ;;
            *) shift ;;
          esac
        done
        exec '%s' -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FakeMain.class.getName()));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path source(String id) {
    return here.resolve("exercises/src/main/java/racecourse").resolve(id);
  }

  private static JsonNode job() throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(Files.readString(WORKFLOW))
        .get("jobs")
        .elements()
        .next();
  }

  private static String script(String id) throws IOException {
    for (JsonNode step : job().get("steps")) {
      if (step.path("id").asText().equals(id)) {
        return step.get("run").asText();
      }
    }
    throw new AssertionError("The workflow has no step '" + id + "'.");
  }

  /** Runs a step as the runner does: {@code bash -e} on a file, in the workspace. */
  private Outcome run(String id, Map<String, String> more) throws Exception {
    Path file = Files.writeString(here.resolve("tools/" + id + ".sh"), script(id));
    Path log = here.resolve(id + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", file.toString())
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", here.resolve("tools") + ":" + System.getenv("PATH"));
    environment.put("CI", "true");
    environment.put("LANG", "C.UTF-8");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_WORKSPACE", here.toString());
    environment.put("GITHUB_OUTPUT", here.resolve(id + ".output").toString());
    environment.put("GITHUB_STEP_SUMMARY", here.resolve(id + ".summary").toString());
    environment.putAll(more);
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(log));
  }

  /** What the reporter is given, as it decodes it. */
  private JsonNode result(String id) throws IOException {
    String output = Files.readString(here.resolve(id + ".output"));
    assertThat(output.lines()).hasSize(1);
    assertThat(output).startsWith("result=");
    String encoded = output.strip().substring("result=".length());
    assertThat(("KIT_RESULTS=" + encoded).length() + 1).isLessThan(128 * 1024);
    return JSON.readTree(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
  }

  @Test
  void aFreshCloneGetsZeroPointsAndAResult() throws Exception {
    assertThat(run("build", Map.of()).exit()).isZero();
    Outcome outcome = run("kit", Map.of());
    assertThat(outcome.exit()).as(outcome.log()).isEqualTo(1);
    JsonNode result = result("kit");
    assertThat(result.get("status").asText()).isEqualTo("fail");
    assertThat(result.get("max_score").asInt()).isEqualTo(15);
    assertThat(CliTest.obeyed(outcome.log()))
        .containsExactly(
            "::notice title=Autograding complete::Points 0/15",
            "::notice title=Autograding report::{\"totalPoints\":0,\"maxPoints\":15}");
    assertThat(outcome.log()).contains("Start   exercises/src/main/java/racecourse/one/Thing.java");
  }

  @Test
  void aHalfSolvedOneGetsItsPointsItsAnnotationAndItsSummary() throws Exception {
    Files.writeString(source("one").resolve("verdict"), "pass");
    Files.writeString(
        source("two").resolve("verdict"),
        "Two updates, one counted:\nvalue() was 1, 50% of what it should be.");
    Outcome outcome = run("kit", Map.of());
    assertThat(outcome.exit()).isEqualTo(1);
    JsonNode result = result("kit");
    assertThat(JSON.readTree(Files.readString(here.resolve("target/grade/result.json"))))
        .isEqualTo(result);
    assertThat(result.get("tests")).hasSize(6);
    assertThat(result.get("tests").get(3).get("message").asText())
        .startsWith("Two updates, one counted:");
    assertThat(CliTest.obeyed(outcome.log()))
        .containsExactly(
            "::error file=exercises/src/main/java/racecourse/two/Thing.java,line=7,"
                + "title=Exercise two%3A does the hard thing::"
                + "Two updates, one counted:%0Avalue() was 1, 50%25 of what it should be.",
            "::notice title=Autograding complete::Points 7/15",
            "::notice title=Autograding report::{\"totalPoints\":7,\"maxPoints\":15}");
    assertThat(here.resolve("kit.summary"))
        .content()
        .contains("7 / 15 points", "| ✘ | Exercise two |");
    assertThat(outcome.log()).doesNotContain("\u001b");
  }

  @Test
  void aSolvedOneIsGreen() throws Exception {
    for (String id : List.of("one", "two", "three")) {
      Files.writeString(source(id).resolve("verdict"), "pass");
    }
    Outcome outcome = run("kit", Map.of());
    assertThat(outcome.exit()).as(outcome.log()).isZero();
    assertThat(result("kit").get("status").asText()).isEqualTo("pass");
    assertThat(CliTest.obeyed(outcome.log()))
        .contains("::notice title=Autograding complete::Points 15/15");
  }

  @Test
  void aStudentCannotSpeakToTheRunnerOrOutgrowIt() throws Exception {
    String evil =
        "\n::notice title=Autograding complete::Points 15/15\n  ::stop-commands::x\n##[error]x\nresult=AAAA\n";
    Files.writeString(source("one").resolve("verdict"), evil.repeat(30_000));
    Files.writeString(
        source("two").resolve("verdict"), "```\n</details><script>" + "漢".repeat(2_000_000));
    Outcome outcome = run("kit", Map.of());
    assertThat(outcome.exit()).isEqualTo(1);
    List<String> obeyed = CliTest.obeyed(outcome.log());
    assertThat(obeyed)
        .allMatch(
            line -> line.startsWith("::error file=exercises/") || line.startsWith("::notice "));
    assertThat(obeyed)
        .filteredOn(line -> line.startsWith("::notice title=Autograding complete"))
        .hasSize(1);
    assertThat(obeyed).allSatisfy(line -> assertThat(line.length()).isLessThan(8_000));
    assertThat(here.resolve("kit.summary")).content().contains("what happened");
    int sum = 0;
    for (JsonNode test : result("kit").get("tests")) {
      sum += test.get("score").asInt();
    }
    assertThat(sum).isEqualTo(4);
    assertThat(Files.size(here.resolve("kit.summary"))).isLessThan(1024 * 1024);
    assertThat(Files.size(here.resolve("target/grade/result.json"))).isLessThan(95_000);
  }

  @Test
  void aGraderThatCannotBeBuiltIsAnErrorAndNoZero() throws Exception {
    assertThat(run("build", Map.of("MVNW_EXIT", "1")).exit()).isEqualTo(1);
    assertThat(run("unbuilt", Map.of()).exit()).isZero();
    JsonNode result = result("unbuilt");
    assertThat(result.get("status").asText()).isEqualTo("error");
    assertThat(result.get("tests")).hasSize(1);
    assertThat(result.get("tests").get(0).get("score").isInt()).isTrue();
  }

  @Test
  void theWorkflowCanOnlyReadAndPinsWhatItRuns() throws Exception {
    JsonNode workflow = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(WORKFLOW));
    assertThat(workflow.get("permissions")).isEqualTo(JSON.readTree("{\"contents\":\"read\"}"));
    assertThat(job().has("permissions")).isFalse();
    assertThat(job().get("timeout-minutes").asInt()).isPositive();
    List<String> actions = new ArrayList<>();
    job()
        .get("steps")
        .forEach(
            step -> {
              if (step.has("uses")) {
                actions.add(step.get("uses").asText());
              }
            });
    assertThat(actions)
        .isNotEmpty()
        .allMatch(action -> action.matches("[\\w.-]+/[\\w.-]+@[0-9a-f]{40}"));
  }
}
