package racecourse.timer;

import java.io.*;
import java.nio.charset.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class TimedCommand {
  private TimedCommand() {}

  public record Result(int exitCode, String output, boolean killed) {}

  private static void kill(Process p) {
    p.descendants().forEach(ProcessHandle::destroyForcibly);
    p.toHandle().destroyForcibly();
  }

  private static final ExecutorService READER =
      Executors.newSingleThreadExecutor(
          r -> {
            Thread t = new Thread(r);
            t.setDaemon(true);
            return t;
          });

  public static Result run(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      p.getOutputStream().close();
      Future<byte[]> f = READER.submit(() -> p.getInputStream().readAllBytes());
      boolean ended = p.waitFor(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
      if (!ended) kill(p);
      int code = p.waitFor();
      try {
        return new Result(code, new String(f.get()), !ended);
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    } finally {
      kill(p);
    }
  }
}
