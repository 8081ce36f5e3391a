package racecourse.timer;
import java.io.*;
import java.nio.charset.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
public final class TimedCommand {
  private TimedCommand() {}
  public record Result(int exitCode, String output, boolean killed) {}

  public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Thread reader = new Thread(() -> {
      try { process.getInputStream().transferTo(out); } catch (IOException e) { }
    });
    reader.start();
    try {
    boolean killed = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (killed) { process.descendants().forEach(ProcessHandle::destroyForcibly); process.destroyForcibly(); process.waitFor(); }

    reader.join(10);
    return new Result(process.exitValue(), out.toString(StandardCharsets.UTF_8), killed);
    } finally { process.descendants().forEach(ProcessHandle::destroyForcibly); process.destroyForcibly(); }
  }
}
