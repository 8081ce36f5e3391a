package racecourse.timer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

public final class TimedCommand {
    private TimedCommand() {
    }

    public record Result(int exitCode, String output, boolean killed) {
    }

    private static final class Gobbler extends Thread {
        private final InputStream in;
        private final List<String> lines = new ArrayList<>();

        Gobbler(InputStream in) {
            this.in = in;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in))) {
                String line;
                while ((line = reader.readLine()) != null) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // The stream was closed: that is all we get.
            }
        }
    }

    public static Result run(List<String> command, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Process process = new ProcessBuilder(command).start();
        Gobbler out = new Gobbler(process.getInputStream());
        Gobbler err = new Gobbler(process.getErrorStream());
        boolean killed = false;
        try {
            while (process.isAlive()) {
                if (System.nanoTime() - deadline >= 0) {
                    killed = true;
                    break;
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            end(process);
            throw e;
        }
        if (killed) {
            end(process);
        }
        out.join();
        err.join();
        return new Result(process.waitFor(), String.join("\n", out.lines), killed);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>();
        process.descendants().forEach(all::add);
        all.add(process.toHandle());
        for (ProcessHandle handle : all) {
            handle.destroy();
        }
        boolean interrupted = false;
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (Exception e) {
                // It does not listen.
            }
            handle.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
