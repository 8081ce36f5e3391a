package racecourse.timer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs a command of the operating system, but not for ever. */
public final class TimedCommand {
    private TimedCommand() {}

    /** What came of a command. */
    public record Result(int exitCode, String output, boolean killed) {}

    /** Runs the command; at the limit it is killed with its children. */
    public static Result run(List<String> command, Duration limit)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            // A thread of its own: a read hears no interrupt and has no limit.
            FutureTask<byte[]> output = new FutureTask<>(() -> all(process.getInputStream()));
            Thread reader = new Thread(output, "reader");
            reader.setDaemon(true);
            reader.start();
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                kill(process);
            }
            int exitCode = process.waitFor();
            return new Result(exitCode, new String(output.get(), Charset.defaultCharset()), !ended);
        } catch (ExecutionException unreadable) {
            throw new IOException(unreadable.getCause());
        } finally {
            kill(process);
        }
    }

    private static byte[] all(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    /**
     * Children first: without their parent nobody would know any more whose they are. By its
     * handle, as Process.destroyForcibly() also closes the stream that is being read.
     */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }
}
