package racecourse.timer;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.TimeUnit;

public final class TimedCommand {
    private TimedCommand() {
    }

    public record Result(int exitCode, String output, boolean killed) {
    }

    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> {
            try {
                process.getInputStream().transferTo(output);
            } catch (IOException e) {
                // The command was killed.
            }
        });
        reader.start();
        try {
            boolean killed = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (killed) {
                kill(process);
                process.waitFor();
            }
            reader.join(10);
            return new Result(process.exitValue(), output.toString(StandardCharsets.UTF_8), killed);
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
