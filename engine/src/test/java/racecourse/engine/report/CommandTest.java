package racecourse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A command in a report can be pasted into a shell. */
class CommandTest {
  private final Plain plain = new Plain(Theme.ASCII);

  @Test
  void goesOnBetweenItsWords() {
    assertThat(plain.command("./mvnw test -Dexercise=barrier \"-Dreplay=a/b:0\"", 34))
        .containsExactly("./mvnw test -Dexercise=barrier \\", "\"-Dreplay=a/b:0\"");
  }

  @Test
  void leavesAWordWholeThatIsTooLong() {
    assertThat(plain.command("./mvnw test -Dsubmission=handed/in/by/somebody/else -Dfresh", 20))
        .containsExactly("./mvnw test \\", "-Dsubmission=handed/in/by/somebody/else \\", "-Dfresh");
  }

  @Test
  void staysInOneLineOnWindows() {
    String command = ".\\mvnw test -Dexercise=barrier \"-Dreplay=a/b:0\"";
    assertThat(plain.command(command, 20)).containsExactly(command);
  }
}
