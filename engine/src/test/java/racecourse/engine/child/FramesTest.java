package racecourse.engine.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import racecourse.engine.model.Action;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Step;
import racecourse.engine.run.Job;

class FramesTest {
  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Effort EFFORT = new Effort(3654, 3, true, 200, -7L, 41);
  private static final Finding FINDING =
      new Finding(
          Kind.LOST_UPDATE,
          "Two updates, one count: 1 instead of 2.",
          "check-then-act",
          "racecourse/toy/Toy.java",
          21,
          List.of(
              new Step("updater 1", "racecourse/toy/Toy.java", 20, Action.READ, "value", "0", null),
              new Step("main", null, 0, Action.JOIN, "", null, "waits")),
          "q:1,2,3",
          "Toy.value");
  private static final List<Frame> FRAMES =
      List.of(
          new Frame.Started("one"),
          new Frame.Observed("one", new Observation.Clean(EngineId.EXPLORER, EFFORT)),
          new Frame.Observed("two", new Observation.Found(EngineId.FUZZ, FINDING, EFFORT)),
          new Frame.Observed(
              "three",
              new Observation.Suspected(
                  EngineId.VMLENS, Finding.of(Kind.DATA_RACE, "A race."), Effort.NONE)),
          new Frame.Observed(
              "four", new Observation.Abstained(EngineId.VMLENS, "It hung.", EFFORT)),
          new Frame.Observed("five", new Observation.DidNotRun(EngineId.VMLENS, "No agent.")),
          new Frame.Failed("It broke."),
          new Frame.Done(5));

  private static byte[] bytes(Frame frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.write(out, NONCE, frame);
    return out.toByteArray();
  }

  private static Frame read(byte[] bytes) throws IOException {
    return Frames.read(new ByteArrayInputStream(bytes), NONCE);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Frame frame : FRAMES) {
      Frames.write(out, NONCE, frame);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    for (Frame frame : FRAMES) {
      assertThat(Frames.read(in, NONCE)).isEqualTo(frame);
    }
    assertThat(Frames.read(in, NONCE)).isNull();
  }

  @Test
  void requestsTravelToo() throws IOException {
    Frames.Request request =
        new Frames.Request(
            NONCE,
            new Job(
                "toy", "g.Toy", Path.of("/a b/c"), List.of("one", "two"), Job.Level.HIGH, -3, "x"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.writeRequest(out, request);

    assertThat(Frames.readRequest(new ByteArrayInputStream(out.toByteArray()))).isEqualTo(request);
  }

  @Test
  void aFrameCutOffAnywhereIsRefused() throws IOException {
    for (Frame frame : FRAMES) {
      byte[] whole = bytes(frame);
      for (int length = 1; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aFrameOfAnotherRunIsRefused() throws IOException {
    byte[] bytes = bytes(new Frame.Done(1));

    assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(bytes), NONCE.replace('0', '1')))
        .isInstanceOf(IOException.class);
  }

  @Test
  void damagedFramesNeverDoMoreThanThrow() throws IOException {
    Random random = new Random(1);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = bytes(FRAMES.get(random.nextInt(FRAMES.size())));
      int damages = 1 + random.nextInt(3);
      for (int i = 0; i < damages; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bytes);
        read++;
      } catch (IOException refused) {
        // The only exception there may be.
      }
    }
    assertThat(read).isLessThan(20_000);
  }

  @Test
  void garbageIsRefused() {
    Random random = new Random(2);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFrameThatSaysItIsHugeIsRefusedUnread() {
    assertThatThrownBy(() -> read(new byte[] {0x7f, -1, -1, -1, 0}))
        .hasMessageContaining("bytes long");
  }

  @Test
  void longTextsAreCutAndControlCharactersShown() throws IOException {
    Finding finding = Finding.of(Kind.EXCEPTION, "\u001b[31mred\u202e" + "x".repeat(10_000));
    byte[] bytes =
        bytes(new Frame.Observed("one", new Observation.Found(EngineId.FUZZ, finding, EFFORT)));

    Frame.Observed seen = (Frame.Observed) read(bytes);

    String message = ((Observation.Found) seen.observation()).finding().message();
    assertThat(message).startsWith("\\u001b[31mred\\u202ex").endsWith("…").hasSizeLessThan(4_100);
  }
}
