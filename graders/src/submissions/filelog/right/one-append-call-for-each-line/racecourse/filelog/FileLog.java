package racecourse.filelog;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

public final class FileLog implements AutoCloseable {
    private static final ReadWriteLock ALL = new ReentrantReadWriteLock(true);

    private final FileOutputStream out;
    private boolean closed;

    public FileLog(Path file) throws IOException {
        out = new FileOutputStream(file.toFile(), true);
    }

    public void append(String line) throws IOException {
        byte[] bytes = line.concat("\n").getBytes(StandardCharsets.UTF_8);
        ALL.writeLock().lock();
        try {
            if (closed) {
                throw new IOException("The log is closed.");
            }
            out.write(bytes);
        } finally {
            ALL.writeLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        ALL.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            ALL.writeLock().unlock();
        }
        out.close();
    }
}
