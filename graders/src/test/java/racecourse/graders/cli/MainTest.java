package racecourse.graders.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main class, which has to run on JVMs that nothing else here runs on. */
class MainTest {

  @Test
  void itIsCompiledForJava8() throws Exception {
    try (InputStream in = Main.class.getResourceAsStream("Main.class");
        DataInputStream data = new DataInputStream(in)) {
      assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
      data.readUnsignedShort();
      assertThat(data.readUnsignedShort()).isEqualTo(52);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "11, 11", "17, 17", "25, 25"})
  void itKnowsWhichJavaThisIs(String version, int feature) {
    assertThat(Main.feature(version)).isEqualTo(feature);
  }

  @Test
  void whatIsMissingIsOneSentence() {
    assertThat(Main.tooOld(11))
        .isEqualTo(
            "Racecourse needs JDK 17 or newer, and this is Java 11: install one, or set JAVA_HOME to it.");
  }
}
