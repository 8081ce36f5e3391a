package racecourse.engine.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import racecourse.engine.model.Action;
import racecourse.engine.model.Effort;
import racecourse.engine.model.EngineId;
import racecourse.engine.model.Finding;
import racecourse.engine.model.Kind;
import racecourse.engine.model.Observation;
import racecourse.engine.model.Step;
import racecourse.engine.run.Job;

/**
 * The language between a parent and its child: frames of a length, the run's nonce, a type and its
 * fields. Whatever is not exactly such a frame is an {@link IOException}; the parent then believes
 * nothing that the child has said.
 *
 * <p>Written by hand, on {@link DataOutputStream}: beside student code there should be as little as
 * possible.
 */
final class Frames {
  /** Longer frames are refused unread. */
  static final int LIMIT = 8 << 20;

  private static final int TEXT = 4_000;
  private static final int REPLAY = 200_000;
  private static final int STEPS = 5_000;

  private static final int STARTED = 1;
  private static final int OBSERVED = 2;
  private static final int FAILED = 3;
  private static final int DONE = 4;

  private Frames() {}

  /**
   * The bytes before the first frame. What stands before them on the channel was printed by an
   * agent and is skipped.
   */
  static byte[] preamble(String nonce) {
    return ("\nracecourse " + nonce + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes one frame and flushes it. */
  static void write(OutputStream out, String nonce, Frame frame) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    text(data, nonce, TEXT);
    if (frame instanceof Frame.Started started) {
      data.writeByte(STARTED);
      text(data, started.check(), TEXT);
    } else if (frame instanceof Frame.Observed observed) {
      data.writeByte(OBSERVED);
      text(data, observed.check(), TEXT);
      observation(data, observed.observation());
    } else if (frame instanceof Frame.Failed failed) {
      data.writeByte(FAILED);
      text(data, failed.reason(), TEXT);
    } else if (frame instanceof Frame.Done done) {
      data.writeByte(DONE);
      data.writeInt(done.observed());
    }
    DataOutputStream whole = new DataOutputStream(out);
    whole.writeInt(bytes.size());
    bytes.writeTo(whole);
    whole.flush();
  }

  /**
   * Reads one frame.
   *
   * @return null at the end of the stream
   * @throws IOException if what comes is no frame of this run
   */
  static @Nullable Frame read(InputStream in, String nonce) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    byte[] rest = in.readNBytes(3);
    if (rest.length < 3) {
      throw new EOFException("A frame is cut off.");
    }
    int length = first << 24 | (rest[0] & 0xff) << 16 | (rest[1] & 0xff) << 8 | rest[2] & 0xff;
    if (length < 0 || length > LIMIT) {
      throw new IOException("A frame says it is " + length + " bytes long.");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("A frame is cut off.");
    }
    ByteArrayInputStream body = new ByteArrayInputStream(bytes);
    DataInputStream data = new DataInputStream(body);
    try {
      if (!text(data).equals(nonce)) {
        throw new IOException("A frame is not of this run.");
      }
      Frame frame = frame(data);
      if (body.available() > 0) {
        throw new IOException("A frame is too long.");
      }
      return frame;
    } catch (IllegalArgumentException wrongValue) {
      throw new IOException("A frame is damaged.", wrongValue);
    }
  }

  private static Frame frame(DataInputStream data) throws IOException {
    int type = data.readUnsignedByte();
    return switch (type) {
      case STARTED -> new Frame.Started(text(data));
      case OBSERVED -> new Frame.Observed(text(data), observation(data));
      case FAILED -> new Frame.Failed(Text.visible(text(data)));
      case DONE -> new Frame.Done(data.readInt());
      default -> throw new IOException("A frame has no known type.");
    };
  }

  /** Writes what a child is asked to do. */
  static void writeRequest(OutputStream out, Request request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    text(data, request.nonce(), TEXT);
    Job job = request.job();
    text(data, job.exercise(), TEXT);
    text(data, job.grader(), TEXT);
    text(data, job.classes().toString(), TEXT);
    data.writeInt(job.checks().size());
    for (String check : job.checks()) {
      text(data, check, TEXT);
    }
    text(data, job.level().name(), TEXT);
    data.writeLong(job.seed());
    text(data, job.replay(), REPLAY);
    DataOutputStream whole = new DataOutputStream(out);
    whole.writeInt(bytes.size());
    bytes.writeTo(whole);
    whole.flush();
  }

  /** Writes that a check no longer matters. */
  static void writeUnwanted(OutputStream out, String check) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(check);
    data.flush();
  }

  /**
   * Reads the next check that no longer matters.
   *
   * @throws IOException if the parent is gone
   */
  static String readUnwanted(InputStream in) throws IOException {
    return new DataInputStream(in).readUTF();
  }

  /** Reads what a child is asked to do. */
  static Request readRequest(InputStream in) throws IOException {
    DataInputStream whole = new DataInputStream(in);
    int length = whole.readInt();
    if (length < 0 || length > LIMIT) {
      throw new IOException("The request is damaged.");
    }
    byte[] bytes = new byte[length];
    whole.readFully(bytes);
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
    String nonce = text(data);
    String exercise = text(data);
    String grader = text(data);
    Path classes = Path.of(text(data));
    int count = count(data, 10_000);
    List<String> checks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      checks.add(text(data));
    }
    Job.Level level = Job.Level.valueOf(text(data));
    long seed = data.readLong();
    return new Request(nonce, new Job(exercise, grader, classes, checks, level, seed, text(data)));
  }

  /**
   * What a child is asked to do.
   *
   * @param nonce what every frame of the child carries
   * @param job the job
   */
  record Request(String nonce, Job job) {}

  private static void observation(DataOutputStream data, Observation observation)
      throws IOException {
    text(data, observation.engine().id(), TEXT);
    if (observation instanceof Observation.Clean) {
      data.writeByte(1);
    } else if (observation instanceof Observation.Found found) {
      data.writeByte(2);
      finding(data, found.finding());
    } else if (observation instanceof Observation.Suspected suspected) {
      data.writeByte(3);
      finding(data, suspected.finding());
    } else if (observation instanceof Observation.Abstained abstained) {
      data.writeByte(4);
      text(data, abstained.reason(), TEXT);
    } else if (observation instanceof Observation.DidNotRun didNotRun) {
      data.writeByte(5);
      text(data, didNotRun.reason(), TEXT);
    }
    Effort effort = observation.effort();
    data.writeInt(effort.schedules());
    data.writeInt(effort.preemptions());
    data.writeBoolean(effort.complete());
    data.writeInt(effort.rounds());
    data.writeLong(effort.seed());
    data.writeLong(effort.millis());
  }

  private static Observation observation(DataInputStream data) throws IOException {
    EngineId engine = EngineId.of(text(data));
    int type = data.readUnsignedByte();
    Finding finding = type == 2 || type == 3 ? finding(data) : null;
    String reason = type == 4 || type == 5 ? Text.visible(text(data)) : "";
    Effort effort =
        new Effort(
            data.readInt(),
            data.readInt(),
            data.readBoolean(),
            data.readInt(),
            data.readLong(),
            data.readLong());
    if (finding != null) {
      return type == 2
          ? new Observation.Found(engine, finding, effort)
          : new Observation.Suspected(engine, finding, effort);
    }
    return switch (type) {
      case 1 -> new Observation.Clean(engine, effort);
      case 4 -> new Observation.Abstained(engine, reason, effort);
      case 5 -> new Observation.DidNotRun(engine, reason);
      default -> throw new IOException("An observation has no known type.");
    };
  }

  private static void finding(DataOutputStream data, Finding finding) throws IOException {
    text(data, finding.kind().id(), TEXT);
    text(data, finding.message(), TEXT);
    maybeText(data, finding.mistake());
    maybeText(data, finding.file());
    data.writeInt(finding.line());
    int steps = Math.min(finding.schedule().size(), STEPS);
    data.writeInt(steps);
    for (Step step : finding.schedule().subList(0, steps)) {
      text(data, step.thread(), TEXT);
      maybeText(data, step.file());
      data.writeInt(step.line());
      text(data, step.action().id(), TEXT);
      text(data, step.subject(), TEXT);
      maybeText(data, step.value());
      maybeText(data, step.note());
    }
    text(data, finding.replay(), REPLAY);
    text(data, finding.subject(), TEXT);
  }

  private static Finding finding(DataInputStream data) throws IOException {
    Kind kind = Kind.of(text(data));
    String message = Text.visible(text(data));
    String mistake = maybeText(data);
    String file = maybeText(data);
    int line = data.readInt();
    int count = count(data, STEPS);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(
          new Step(
              Text.visible(text(data)),
              maybeText(data),
              data.readInt(),
              action(text(data)),
              Text.visible(text(data)),
              maybeText(data),
              maybeText(data)));
    }
    String replay = text(data);
    return new Finding(kind, message, mistake, file, line, steps, replay, Text.visible(text(data)));
  }

  private static Action action(String id) throws IOException {
    for (Action action : Action.values()) {
      if (action.id().equals(id)) {
        return action;
      }
    }
    throw new IOException("There is no action '" + id + "'.");
  }

  private static int count(DataInputStream data, int limit) throws IOException {
    int count = data.readInt();
    if (count < 0 || count > limit) {
      throw new IOException("A frame counts " + count + " parts.");
    }
    return count;
  }

  private static void maybeText(DataOutputStream data, @Nullable String text) throws IOException {
    data.writeBoolean(text != null);
    if (text != null) {
      text(data, text, TEXT);
    }
  }

  private static @Nullable String maybeText(DataInputStream data) throws IOException {
    return data.readBoolean() ? Text.visible(text(data)) : null;
  }

  private static void text(DataOutputStream data, String text, int limit) throws IOException {
    String cut = text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
    byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
    data.writeInt(bytes.length);
    data.write(bytes);
  }

  private static String text(DataInputStream data) throws IOException {
    int length = data.readInt();
    if (length < 0 || length > data.available()) {
      throw new IOException("A frame's text is cut off.");
    }
    byte[] bytes = new byte[length];
    data.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
