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
    private final ThreadLocal<List<String>> lines = ThreadLocal.withInitial(ArrayList::new);
    private final Path file;
    private volatile boolean closed;

    public FileLog(Path file) throws IOException {
        this.file = file;
        Files.write(file, List.of(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public void append(String line) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        lines.get().add(line);
        if (lines.get().size() == 10) {
            flush();
        }
    }

    private void flush() throws IOException {
        synchronized (FileLog.class) {
            Files.write(file, lines.get(), StandardOpenOption.APPEND);
        }
        lines.get().clear();
    }

    public void close() throws IOException {
        closed = true;
        flush();
    }
}
