package racecourse.timer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

public final class TimedCommand {
    private TimedCommand() {
    }

    public record Result(int exitCode, String output, boolean killed) {
    }

    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuffer output = new StringBuffer();
        Thread reader = new Thread(() -> {
            try (InputStream in = process.getInputStream()) {
                output.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The process is gone.
            }
        });
        reader.start();
        boolean killed = false;
        try {
            killed = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            List<ProcessHandle> children = process.descendants().collect(Collectors.toList());
            process.destroy();
            children.forEach(ProcessHandle::destroy);
        }
        int exitCode = process.waitFor();
        reader.join();
        return new Result(exitCode, output.toString(), killed);
    }
}
