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
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            try (BufferedReader in = process.inputReader()) {
                for (String line; (line = in.readLine()) != null; ) {
                    lines.add(line + "\n");
                }
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
            synchronized (lines) {
                return new Result(process.exitValue(), String.join("", lines), killed);
            }
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
