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
    private static final Map<Path, Shared> OPEN = new HashMap<>();

    private static final class Shared {
        final Writer writer;
        int users;

        Shared(Path file) throws IOException {
            writer = new BufferedWriter(new FileWriter(file.toFile(), StandardCharsets.UTF_8, true), 100);
        }
    }

    private final Path key;
    private final Shared shared;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        synchronized (OPEN) {
            key = file.toAbsolutePath().normalize();
            Shared known = OPEN.get(key);
            if (known == null) {
                known = new Shared(key);
                OPEN.put(key, known);
            }
            known.users++;
            shared = known;
        }
    }

    public void append(String line) throws IOException {
        synchronized (OPEN) {
            if (closed) {
                throw new IOException("closed");
            }
            shared.writer.append(line).append('\n');
        }
    }

    public void close() throws IOException {
        synchronized (OPEN) {
            if (--shared.users == 0) {
                OPEN.remove(key);
                shared.writer.close();
            }
            closed = true;
        }
    }
}
