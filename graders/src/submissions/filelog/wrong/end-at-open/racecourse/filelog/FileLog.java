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
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock(true);
    private final RandomAccessFile out;

    public FileLog(Path file) throws IOException {
        LOCK.writeLock().lock();
        try {
            out = new RandomAccessFile(file.toFile(), "rw");
            out.seek(out.length());
        } finally {
            LOCK.writeLock().unlock();
        }
    }

    public void append(String line) throws IOException {
        LOCK.writeLock().lock();
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.writeByte('\n');
        } finally {
            LOCK.writeLock().unlock();
        }
    }

    public void close() throws IOException {
        LOCK.writeLock().lock();
        try {
            out.close();
        } finally {
            LOCK.writeLock().unlock();
        }
    }
}
