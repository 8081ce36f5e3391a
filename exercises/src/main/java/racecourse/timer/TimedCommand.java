package racecourse.timer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs a command of the operating system, but not for ever. */
public final class TimedCommand {

    private TimedCommand() {
    }

    /**
     * What came of a command.
     *
     * @param exitCode its exit code; any number if it was killed
     * @param output what it wrote to its standard output, all of it; as much as there was if it was killed
     * @param killed whether it was killed because the limit had passed
     */
    public record Result(int exitCode, String output, boolean killed) {
    }

    /**
     * Runs the command and returns when it has ended, or when the limit has passed; then it is killed, with the processes
     * that it has started.
     *
     * @param command the program and its arguments
     * @param limit how long it may take; zero or less: it is killed at once
     * @throws IOException if there is no such command
     * @throws InterruptedException if the caller is interrupted meanwhile; the command is killed then, too
     */
    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        // TODO: who reads what the command writes, while you wait for its end?
        throw new UnsupportedOperationException("run() is not written yet");
    }
}
