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
    private final FileChannel channel;

    public FileLog(Path file) throws IOException {
        synchronized (FileLog.class) {
            channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }
    }

    public void append(String line) throws IOException {
        synchronized (FileLog.class) {
            try (FileLock lock = channel.lock()) {
                channel.position(channel.size());
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
    }

    public void close() throws IOException {
        synchronized (FileLog.class) {
            channel.close();
        }
    }
}
