package racecourse.timer;

import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.time.*;
import java.util.List;
import java.util.ArrayList;
import java.util.TimerTask;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.stream.*;

public final class TimedCommand {
    private TimedCommand() {
    }

    public record Result(int exitCode, String output, boolean killed) {
    }

    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Path file = Files.createTempFile("command", ".txt");
        Process process = null;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(file.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean killed = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (killed) {
                Stream<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()));
                all.collect(Collectors.toList()).forEach(ProcessHandle::destroyForcibly);
            }
            return new Result(process.waitFor(), Files.readString(file), killed);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.toHandle().destroyForcibly();
            }
            try {
                Files.deleteIfExists(file);
            } catch (IOException inUse) {
                // It is a temporary file.
            }
        }
    }
}
