package racecourse.filelog;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

public final class FileLog implements AutoCloseable {
    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final ReentrantLock lock;
    private final BufferedWriter writer;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        lock = LOCKS.computeIfAbsent(file.normalize(), path -> new ReentrantLock());
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    public void append(String line) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("closed");
            }
            writer.write(line);
            writer.newLine();
            writer.flush();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                writer.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
