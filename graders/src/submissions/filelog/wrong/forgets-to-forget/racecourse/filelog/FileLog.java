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
    private Shared shared;

    public FileLog(Path file) throws IOException {
        synchronized (OPEN) {
            key = file.toAbsolutePath().normalize();
            shared = OPEN.get(key);
            if (shared == null) {
                shared = new Shared(key);
                OPEN.put(key, shared);
            }
            shared.users++;
        }
    }

    public void append(String line) throws IOException {
        synchronized (OPEN) {
            if (shared == null) {
                throw new IOException("closed");
            }
            shared.writer.append(line).append('\n');
        }
    }

    public void close() throws IOException {
        synchronized (OPEN) {
            if (shared != null && --shared.users == 0) {
                shared.writer.close();
            }
            shared = null;
        }
    }
}
