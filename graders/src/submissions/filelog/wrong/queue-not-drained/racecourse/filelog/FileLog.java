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
    private static final Object WRITING = new Object();
    private static final String END = new String("end");
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final FileChannel channel;
    private boolean closed;
    private volatile IOException failure;

    public FileLog(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        thread = new Thread(this::write, "writer of " + file);
        thread.start();
    }

    private void write() {
        try {
            for (String line = lines.take(); line != END; line = lines.take()) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
                synchronized (WRITING) {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new IOException(e);
        }
    }

    public void append(String line) throws IOException {
        synchronized (lines) {
            if (closed || failure != null) {
                throw new IOException("closed", failure);
            }
            lines.add(line);
        }
    }

    public void close() throws IOException {
        synchronized (lines) {
            if (!closed) {
                closed = true;
                lines.clear();
                lines.add(END);
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        if (failure != null) {
            throw failure;
        }
    }
}
