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
    private final PrintWriter writer;

    public FileLog(Path file) throws IOException {
        writer = new PrintWriter(new FileWriter(file.toFile(), StandardCharsets.UTF_8, true));
    }

    public void append(String line) throws IOException {
        synchronized (LOCK) {
            writer.println(line);
            writer.flush();
        }
    }

    public void close() {
        synchronized (LOCK) {
            writer.close();
        }
    }
}
