package racecourse.engine.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {

  private static final String FILE = "racecourse/timer/Timer.java";

  @TempDir Path root = Path.of("");

  @BeforeEach
  void handIn() throws IOException {
    Files.createDirectories(root.resolve("racecourse/timer"));
    Files.writeString(root.resolve(FILE), "class Timer {}\n");
    Files.writeString(root.resolve("secret.java"), "secret");
    Files.writeString(root.resolve("racecourse/secret.txt"), "secret");
  }

  @Test
  void aSourceIsRead() {
    assertThat(SourceText.read(root, FILE)).hasValue("class Timer {}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "secret.java",
        "racecourse/secret.txt",
        "racecourse/../secret.java",
        "racecourse/timer/../../secret.java",
        "racecourse//timer/Timer.java",
        "racecourse/timer/Missing.java",
        "racecourse/timer\\Timer.java",
        "racecourse/timer/\u0000.java"
      })
  void nothingElseIs(String file) {
    assertThat(SourceText.read(root, file)).isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path link = root.resolve("racecourse/timer/Link.java");
    Path folder = root.resolve("racecourse/other");
    try {
      Files.createSymbolicLink(link, root.resolve("secret.java"));
      Files.createSymbolicLink(folder, root.resolve("racecourse/timer"));
    } catch (IOException | UnsupportedOperationException no) {
      assumeTrue(false, "This machine makes no links.");
    }
    assertThat(SourceText.read(root, "racecourse/timer/Link.java")).isEmpty();
    assertThat(SourceText.read(root, "racecourse/other/Timer.java")).isEmpty();
  }

  @Test
  void whatIsNoTextIsNotShown() throws IOException {
    Files.write(root.resolve(FILE), new byte[] {(byte) 0xC3, 0x28});
    assertThat(SourceText.read(root, FILE)).isEmpty();
    Files.writeString(root.resolve(FILE), "x".repeat(Intake.MAX_BYTES + 1));
    assertThat(SourceText.read(root, FILE)).isEmpty();
  }
}
