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
        final BufferedWriter writer;
        int users;

        Shared(Path file) throws IOException {
            writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static final Map<Path, Shared> OPEN = new HashMap<>();
    private final Path key;
    private final Shared shared;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        key = file.toAbsolutePath().normalize();
        synchronized (OPEN) {
            Shared known = OPEN.get(key);
            if (known == null) {
                known = new Shared(key);
                OPEN.put(key, known);
            }
            shared = known;
            synchronized (shared) {
                shared.users++;
            }
        }
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
            synchronized (OPEN) {
                if (--shared.users == 0) {
                    OPEN.remove(key);
                    shared.writer.close();
                }
            }
        }
    }
}
