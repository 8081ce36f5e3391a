package racecourse.filelog;

import java.io.*;
import java.nio.*;
import java.nio.channels.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public final class FileLog implements AutoCloseable {
    private static final ExecutorService WRITER =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "log writer");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final PrintStream out;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        out = new PrintStream(new BufferedOutputStream(new FileOutputStream(file.toFile(), true)), false, StandardCharsets.UTF_8);
    }

    public void append(String line) throws IOException {
        call(
                () -> {
                    if (closed) {
                        throw new IOException("closed");
                    }
                    out.println(line);
                    if (out.checkError()) {
                        throw new IOException("The line could not be written.");
                    }
                    return null;
                });
    }

    public void close() throws IOException {
        call(
                () -> {
                    closed = true;
                    out.close();
                    return null;
                });
    }

    private static void call(Callable<Void> task) throws IOException {
        Future<Void> done = WRITER.submit(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
