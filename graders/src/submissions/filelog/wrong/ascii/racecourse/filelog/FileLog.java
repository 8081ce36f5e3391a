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
    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
    private final ReentrantLock lock;
    private final FileOutputStream out;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
        lock = LOCKS.computeIfAbsent(file.toRealPath(), any -> new ReentrantLock());
    }

    public void append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        lock.lock();
        try {
            if (closed) {
                throw new IOException("closed");
            }
            out.write(bytes);
        } finally {
            lock.unlock();
        }
    }

    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            out.close();
        } finally {
            lock.unlock();
        }
    }
}
