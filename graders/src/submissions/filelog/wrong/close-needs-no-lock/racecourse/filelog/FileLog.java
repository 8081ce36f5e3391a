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
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private volatile boolean closed;

    public FileLog(Path file) throws IOException {
        this.file = file;
        if (Files.notExists(file)) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException somebodyWasFaster) {
                // As good.
            }
        }
    }

    public void append(String line) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        String whole = line;
        synchronized (lines) {
            lines.add(whole);
        }
    }

    public synchronized void close() throws IOException {
        closed = true;
        synchronized (FileLog.class) {
            Files.write(file, lines, StandardOpenOption.APPEND);
        }
        lines.clear();
    }
}
