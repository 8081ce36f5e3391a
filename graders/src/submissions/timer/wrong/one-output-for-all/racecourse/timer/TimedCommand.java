package racecourse.timer;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

public final class TimedCommand {
    private static final StringBuffer OUTPUT = new StringBuffer();

    private TimedCommand() {
    }

    public record Result(int exitCode, String output, boolean killed) {
    }

    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        OUTPUT.setLength(0);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread reader = new Thread(() -> {
            try (Reader text = new InputStreamReader(process.getInputStream())) {
                char[] buffer = new char[4096];
                for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
                    OUTPUT.append(buffer, 0, count);
                }
            } catch (IOException closed) {
                // The process is gone.
            }
        });
        reader.start();
        boolean killed = false;
        try {
            killed = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            List<ProcessHandle> children = process.descendants().collect(Collectors.toList());
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        reader.join();
        return new Result(process.waitFor(), OUTPUT.toString(), killed);
    }
}
