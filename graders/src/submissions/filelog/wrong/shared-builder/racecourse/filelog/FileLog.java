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
    private final StringBuilder builder = new StringBuilder();
    private final OutputStream out;

    public FileLog(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public void append(String line) throws IOException {
        builder.setLength(0);
        builder.append(line).append('\n');
        byte[] bytes = builder.toString().getBytes(StandardCharsets.UTF_8);
        synchronized (LOCK) {
            out.write(bytes);
        }
    }

    public void close() throws IOException {
        synchronized (LOCK) {
            out.close();
        }
    }
}
