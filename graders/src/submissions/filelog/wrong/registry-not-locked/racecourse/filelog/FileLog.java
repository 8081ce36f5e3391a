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
    private static final class Shared {
        final AtomicInteger users = new AtomicInteger();
        final BufferedWriter writer;

        Shared(Path file) {
            try {
                writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final ConcurrentMap<Path, Shared> OPEN = new ConcurrentHashMap<>();
    private final Path key;
    private final Shared shared;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        key = file.toAbsolutePath().normalize();
        shared = OPEN.computeIfAbsent(key, Shared::new);
        shared.users.incrementAndGet();
    }

    public void append(String line) throws IOException {
        synchronized (shared) {
            if (closed) {
                throw new IOException("closed");
            }
            shared.writer.write(line);
            shared.writer.newLine();
        }
    }

    public void close() throws IOException {
        synchronized (shared) {
            if (closed) {
                return;
            }
            closed = true;
            shared.writer.flush();
        }
        if (shared.users.decrementAndGet() == 0) {
            OPEN.remove(key);
            shared.writer.close();
        }
    }
}
