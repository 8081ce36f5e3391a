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
    private static final Object LOCK = new Object();
    private final Path file;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        this.file = file;
        synchronized (LOCK) {
            Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    public void append(String line) throws IOException {
        synchronized (LOCK) {
            Files.writeString(file, line + System.lineSeparator(), StandardOpenOption.APPEND);
        }
    }

    public void close() {
        synchronized (LOCK) {
            closed = true;
        }
    }
}
