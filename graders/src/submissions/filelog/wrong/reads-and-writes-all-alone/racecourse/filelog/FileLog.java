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
    private volatile boolean closed;

    public FileLog(Path file) throws IOException {
        this.file = file;
        Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public synchronized void append(String line) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(line);
        Files.write(file, lines);
    }

    public void close() {
        closed = true;
    }
}
