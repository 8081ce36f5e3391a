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
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        Thread reader = new Thread(() -> read(process.getInputStream(), output));
        reader.start();
        boolean killed = false;
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                killed = true;
                kill(process.toHandle());
                process.waitFor();
            }
            reader.join();
        } finally {
            kill(process.toHandle());
        }
        return new Result(process.exitValue(), output.toString(), killed);
    }

    private static void read(InputStream in, StringBuilder output) {
        try (Reader text = new InputStreamReader(in)) {
            char[] buffer = new char[4096];
            for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
                output.append(buffer, 0, count);
            }
        } catch (IOException closed) {
            // The process is gone.
        }
    }

    private static void kill(ProcessHandle process) {
        List<ProcessHandle> children = process.descendants().collect(Collectors.toList());
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
