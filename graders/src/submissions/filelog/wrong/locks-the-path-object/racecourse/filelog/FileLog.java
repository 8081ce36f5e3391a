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
    private final BufferedWriter writer;
    private final Object lock;

    public FileLog(Path file) throws IOException {
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lock = file.toAbsolutePath().toString();
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
