package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle: what is known so far is kept. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signals to send.")
class StopTest {

  @TempDir Path here;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    for (String id : List.of("one", "two")) {
      Files.createDirectories(here.resolve("handin/racecourse/" + id));
    }
    Files.writeString(here.resolve("handin/racecourse/one/verdict"), "pass");
    Files.writeString(here.resolve("handin/racecourse/two/verdict"), "hang");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FakeMain.class.getName(),
                "grade",
                "handin",
                "--json",
                "r.json",
                "--html",
                "r.html",
                "--format",
                "classroom",
                "--out",
                "o",
                "--github",
                "--work",
                "work")
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(here.resolve("log").toFile());
    builder.environment().put("GITHUB_OUTPUT", here.resolve("output").toString());
    process = builder.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(here.resolve("r.json")) && verdict(0).equals("passed"));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private String verdict(int exercise) throws IOException {
    JsonNode root = new ObjectMapper().readTree(Files.readString(here.resolve("r.json")));
    return root.get("exercises").get(exercise).get("verdict").asText();
  }

  private int signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void assertKept() throws Exception {
    assertThat(verdict(0)).isEqualTo("passed");
    assertThat(verdict(1)).isEqualTo("not-graded");
    assertThat(verdict(2)).isEqualTo("not-graded");
    JsonNode classroom =
        new ObjectMapper().readTree(Files.readString(here.resolve("o/result.json")));
    assertThat(classroom.get("status").asText()).isEqualTo("error");
    assertThat(classroom.get("tests").get(0).get("score").asInt()).isEqualTo(2);
    assertThat(here.resolve("output")).content().startsWith("result=");
    assertThat(here.resolve("r.html")).content().contains("5 / 15 points");
    assertThat(here.resolve("log"))
        .content(StandardCharsets.UTF_8)
        .contains("Stopped: 1 of 3 exercises graded, and these results are kept.")
        .doesNotContain("Exception");
  }

  @Test
  void aKilledRunKeepsItsResults() throws Exception {
    assertThat(signal("TERM")).isEqualTo(143);
    assertKept();
  }

  @Test
  void anInterruptedRunKeepsItsResults() throws Exception {
    // A process that ignores SIGINT, as one started in the background may, passes that on to its
    // children.
    assumeTrue(takesInterrupts(process.pid()), "The build runs where nobody can press Ctrl-C.");
    assertThat(signal("INT")).isEqualTo(130);
    assertKept();
  }

  private static boolean takesInterrupts(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
