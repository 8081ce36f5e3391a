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
    private static final ReentrantLock LOCK = new ReentrantLock();
    private final OutputStream out;

    public FileLog(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public void append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        LOCK.lock();
        out.write(bytes);
        LOCK.unlock();
    }

    public void close() throws IOException {
        LOCK.lock();
        out.close();
        LOCK.unlock();
    }
}
