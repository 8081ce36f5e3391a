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
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();
    private final Object lock;
    private final BufferedWriter writer;

    public FileLog(Path file) throws IOException {
        lock = LOCKS.computeIfAbsent(file.toAbsolutePath().normalize(), any -> new Object());
        synchronized (lock) {
            writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        }
    }

    public void append(String line) throws IOException {
        synchronized (lock) {
            writer.write(line);
            writer.newLine();
            writer.flush();
        }
    }

    public void close() throws IOException {
        synchronized (lock) {
            writer.close();
        }
    }
}
